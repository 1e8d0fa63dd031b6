"""Nothing -> the table of places: codes, names in Chinese, English and German, aliases. Data only.

Codes are ISO 3166-1 and, for China, ISO 3166-2:CN. A city or a special area carries the code of its province.
An alias that ends in ``~`` is a German adjective stem and takes every ending (``deutsch~`` -> deutsche, deutschen …).
"""

# A table reads best with one unit a line; a Chinese character counts twice for the line length.
# ruff: noqa: E501, SIM905

from __future__ import annotations

# code: Chinese, English, German, aliases separated by ";"
COUNTRIES: dict[str, tuple[str, str, str, str]] = {
    "CN": (
        "中国", "China", "China",
        "中华人民共和国;全国;国务院;我国;中方;党中央;中共中央;中央政府;全国人大;全国人民代表大会;PRC;P.R.C.;"
        "People's Republic of China;Mainland China;Chinese;Chinas;Volksrepublik China;chinesisch~;对华;在华;中国大陆",
    ),
    "US": (
        "美国", "United States", "Vereinigte Staaten",
        "美利坚合众国;美国国务院;美利坚;美方;美企;对美;赴美;在美;US;U.S.;U.S;USA;U.S.A.;United States of America;"
        "America;American;Americans;U.S. Code;USC;USA's;Vereinigten Staaten;Vereinigte Staaten von Amerika;"
        "Amerika;amerikanisch~;US-amerikanisch~",
    ),
    "DE": (
        "德国", "Germany", "Deutschland",
        "德意志联邦共和国;联邦德国;德方;德企;对德;赴德;在德;Federal Republic of Germany;German;Germans;"
        "Bundesrepublik Deutschland;Bundesrepublik;Deutschlands;deutsch~;Bund;Bundes;Bundesregierung;Bundestag;"
        "Deutscher Bundestag;Bundesministerium;Bundesministerien;Bundesländer;BMWK;BMBF;BMWi",
    ),
    "EU": (
        "欧盟", "European Union", "Europäische Union",
        "欧洲联盟;欧洲;欧方;欧盟委员会;EU;E.U.;EU-27;European;Europeans;Europe;European Commission;"
        "Europäischen Union;Europäischer Union;Europa;Europas;europäisch~;Europäische Kommission",
    ),
    "GB": (
        "英国", "United Kingdom", "Vereinigtes Königreich",
        "大不列颠;英方;英企;对英;UK;U.K.;Britain;Great Britain;British;England;Scotland;Wales;Northern Ireland;"
        "Großbritannien;Vereinigten Königreich;Vereinigten Königreichs;britisch~;英格兰;苏格兰;威尔士;北爱尔兰",
    ),
    "FR": ("法国", "France", "Frankreich", "法兰西;法方;法企;对法;French;Frankreichs;französisch~"),
    "JP": ("日本", "Japan", "Japan", "日方;日企;对日;赴日;Japanese;Japans;japanisch~"),
    "KR": (
        "韩国", "South Korea", "Südkorea",
        "大韩民国;南韩;韩方;韩企;对韩;Korea;Korean;Koreans;Republic of Korea;Südkoreas;koreanisch~;südkoreanisch~",
    ),
    "SG": ("新加坡", "Singapore", "Singapur", "狮城;Singaporean;Singapurs;singapurisch~"),
    "CA": ("加拿大", "Canada", "Kanada", "Canadian;Canadians;Kanadas;kanadisch~"),
    "AU": ("澳大利亚", "Australia", "Australien", "澳洲;Australian;Australians;Australiens;australisch~"),
    "NZ": ("新西兰", "New Zealand", "Neuseeland", "Neuseelands;neuseeländisch~"),
    "IN": ("印度", "India", "Indien", "Indiens;indisch~"),
    "ID": ("印度尼西亚", "Indonesia", "Indonesien", "印尼;Indonesian;indonesisch~"),
    "MY": ("马来西亚", "Malaysia", "Malaysia", "大马;Malaysian;malaysisch~"),
    "TH": ("泰国", "Thailand", "Thailand", "Thai;thailändisch~"),
    "VN": ("越南", "Vietnam", "Vietnam", "Viet Nam;Vietnamese;vietnamesisch~"),
    "PH": ("菲律宾", "Philippines", "Philippinen", "Philippine;philippinisch~"),
    "KH": ("柬埔寨", "Cambodia", "Kambodscha", "Cambodian"),
    "LA": ("老挝", "Laos", "Laos", "Lao PDR"),
    "MM": ("缅甸", "Myanmar", "Myanmar", "Burma"),
    "PK": ("巴基斯坦", "Pakistan", "Pakistan", "Pakistani;pakistanisch~"),
    "BD": ("孟加拉国", "Bangladesh", "Bangladesch", "孟加拉"),
    "KZ": ("哈萨克斯坦", "Kazakhstan", "Kasachstan", "Kazakh"),
    "MN": ("蒙古国", "Mongolia", "Mongolei", "外蒙古;Mongolian"),
    "KP": ("朝鲜", "North Korea", "Nordkorea", "Democratic People's Republic of Korea;DPRK;nordkoreanisch~"),
    "RU": ("俄罗斯", "Russia", "Russland", "俄方;俄国;Russian;Russian Federation;Russlands;russisch~"),
    "UA": ("乌克兰", "Ukraine", "Ukraine", "Ukrainian;ukrainisch~"),
    "BY": ("白俄罗斯", "Belarus", "Belarus", "Belarusian;Weißrussland"),
    "TR": ("土耳其", "Türkiye", "Türkei", "Turkey;Turkish;türkisch~"),
    "IL": ("以色列", "Israel", "Israel", "Israeli;israelisch~"),
    "IR": ("伊朗", "Iran", "Iran", "Iranian;iranisch~"),
    "SA": ("沙特阿拉伯", "Saudi Arabia", "Saudi-Arabien", "沙特;Saudi;saudi-arabisch~"),
    "AE": ("阿联酋", "United Arab Emirates", "Vereinigte Arabische Emirate", "阿拉伯联合酋长国;UAE;Dubai;迪拜"),
    "EG": ("埃及", "Egypt", "Ägypten", "Egyptian;ägyptisch~"),
    "ZA": ("南非", "South Africa", "Südafrika", "South African;südafrikanisch~"),
    "NG": ("尼日利亚", "Nigeria", "Nigeria", "Nigerian"),
    "KE": ("肯尼亚", "Kenya", "Kenia", "Kenyan"),
    "BR": ("巴西", "Brazil", "Brasilien", "Brazilian;brasilianisch~"),
    "MX": ("墨西哥", "Mexico", "Mexiko", "Mexican;mexikanisch~"),
    "AR": ("阿根廷", "Argentina", "Argentinien", "Argentine;argentinisch~"),
    "CL": ("智利", "Chile", "Chile", "Chilean;chilenisch~"),
    "PE": ("秘鲁", "Peru", "Peru", "Peruvian"),
    "CO": ("哥伦比亚", "Colombia", "Kolumbien", "Colombian;kolumbianisch~"),
    "CH": ("瑞士", "Switzerland", "Schweiz", "Swiss;schweizerisch~"),
    "AT": ("奥地利", "Austria", "Österreich", "Austrian;Österreichs;österreichisch~"),
    "IT": ("意大利", "Italy", "Italien", "Italian;Italians;Italiens;italienisch~"),
    "ES": ("西班牙", "Spain", "Spanien", "Spanish;Basque Country;巴斯克;Spaniens;spanisch~"),
    "PT": ("葡萄牙", "Portugal", "Portugal", "Portuguese;portugiesisch~"),
    "NL": ("荷兰", "Netherlands", "Niederlande", "Holland;Dutch;Niederlanden;niederländisch~"),
    "BE": ("比利时", "Belgium", "Belgien", "Belgian;belgisch~"),
    "LU": ("卢森堡", "Luxembourg", "Luxemburg", "luxemburgisch~"),
    "SE": ("瑞典", "Sweden", "Schweden", "Swedish;Schwedens;schwedisch~"),
    "NO": ("挪威", "Norway", "Norwegen", "Norwegian;norwegisch~"),
    "DK": ("丹麦", "Denmark", "Dänemark", "Danish;dänisch~"),
    "FI": ("芬兰", "Finland", "Finnland", "Finnish;finnisch~"),
    "IS": ("冰岛", "Iceland", "Island", "Icelandic;isländisch~"),
    "IE": ("爱尔兰", "Ireland", "Irland", "Irish;irisch~"),
    "PL": ("波兰", "Poland", "Polen", "Polish;Polens;polnisch~"),
    "CZ": ("捷克", "Czechia", "Tschechien", "Czech;Czech Republic;tschechisch~"),
    "SK": ("斯洛伐克", "Slovakia", "Slowakei", "Slovak;slowakisch~"),
    "HU": ("匈牙利", "Hungary", "Ungarn", "Hungarian;ungarisch~"),
    "RO": ("罗马尼亚", "Romania", "Rumänien", "Romanian;rumänisch~"),
    "BG": ("保加利亚", "Bulgaria", "Bulgarien", "Bulgarian;bulgarisch~"),
    "GR": ("希腊", "Greece", "Griechenland", "Greek;griechisch~"),
    "EE": ("爱沙尼亚", "Estonia", "Estland", "Estonian;estnisch~"),
    "LV": ("拉脱维亚", "Latvia", "Lettland", "Latvian;lettisch~"),
    "LT": ("立陶宛", "Lithuania", "Litauen", "Lithuanian;litauisch~"),
    "SI": ("斯洛文尼亚", "Slovenia", "Slowenien", "Slovenian;slowenisch~"),
    "HR": ("克罗地亚", "Croatia", "Kroatien", "Croatian;kroatisch~"),
    "INT": ("国际", "International", "International", "OECD;经合组织;UNIDO;联合国工业发展组织;World Bank;世界银行"),
}  # fmt: skip

# code: full Chinese name, English name, one-character abbreviations, further aliases separated by ";"
PROVINCES: dict[str, tuple[str, str, str, str]] = {
    "CN-BJ": ("北京市", "Beijing", "京", "北京;Peking;首都北京"),
    "CN-TJ": ("天津市", "Tianjin", "津", "天津"),
    "CN-HE": ("河北省", "Hebei", "冀", "河北"),
    "CN-SX": ("山西省", "Shanxi", "晋", "山西"),
    "CN-NM": ("内蒙古自治区", "Inner Mongolia", "蒙", "内蒙古;内蒙;Nei Mongol;Inner Mongolian;Innere Mongolei"),
    "CN-LN": ("辽宁省", "Liaoning", "辽", "辽宁;辽东半岛"),
    "CN-JL": ("吉林省", "Jilin", "吉", "吉林"),
    "CN-HL": ("黑龙江省", "Heilongjiang", "黑", "黑龙江"),
    "CN-SH": ("上海市", "Shanghai", "沪申", "上海;Schanghai"),
    "CN-JS": ("江苏省", "Jiangsu", "苏", "江苏;苏南;苏北;苏中;苏锡常"),
    "CN-ZJ": ("浙江省", "Zhejiang", "浙", "浙江;浙东;浙西;浙南;浙北"),
    "CN-AH": ("安徽省", "Anhui", "皖", "安徽;皖江;皖北;皖南;皖西"),
    "CN-FJ": ("福建省", "Fujian", "闽", "福建;闽南;闽东;闽西;闽北"),
    "CN-JX": ("江西省", "Jiangxi", "赣", "江西;赣南;赣北;赣东北"),
    "CN-SD": ("山东省", "Shandong", "鲁", "山东;鲁南;鲁西;鲁北;胶东;山东半岛"),
    "CN-HA": ("河南省", "Henan", "豫", "河南;豫西;豫东;豫北;豫南"),
    "CN-HB": ("湖北省", "Hubei", "鄂", "湖北;鄂西;鄂东"),
    "CN-HN": ("湖南省", "Hunan", "湘", "湖南;湘南;湘中;湘北;长株潭"),
    "CN-GD": ("广东省", "Guangdong", "粤", "广东;粤东;粤西;粤北;珠三角;珠江三角洲;Canton;Kanton;Pearl River Delta"),
    "CN-GX": ("广西壮族自治区", "Guangxi", "桂", "广西;北部湾经济区;Guangxi Zhuang Autonomous Region"),
    "CN-HI": ("海南省", "Hainan", "琼", "海南;海南自贸港;海南自由贸易港"),
    "CN-CQ": ("重庆市", "Chongqing", "渝", "重庆;Chungking"),
    "CN-SC": ("四川省", "Sichuan", "川蜀", "四川;川南;川东北;攀西;Szechuan;Sichuans"),
    "CN-GZ": ("贵州省", "Guizhou", "黔贵", "贵州;黔中"),
    "CN-YN": ("云南省", "Yunnan", "滇云", "云南;滇中"),
    "CN-XZ": ("西藏自治区", "Tibet", "藏", "西藏;Xizang;Tibetan"),
    "CN-SN": ("陕西省", "Shaanxi", "陕秦", "陕西;陕北;陕南;关中平原"),
    "CN-GS": ("甘肃省", "Gansu", "甘陇", "甘肃;河西走廊"),
    "CN-QH": ("青海省", "Qinghai", "青", "青海"),
    "CN-NX": ("宁夏回族自治区", "Ningxia", "宁", "宁夏;Ningxia Hui Autonomous Region"),
    "CN-XJ": ("新疆维吾尔自治区", "Xinjiang", "新", "新疆;新疆生产建设兵团;Xinjiang Uygur Autonomous Region"),
    "CN-TW": ("台湾省", "Taiwan", "台", "台湾;中国台湾;Taiwanese"),
    "CN-HK": ("香港特别行政区", "Hong Kong", "港", "香港;中国香港;Hongkong;HKSAR"),
    "CN-MO": ("澳门特别行政区", "Macao", "澳", "澳门;中国澳门;Macau"),
}  # fmt: skip

# Prefecture-level units, then well-known county-level cities and special areas. "中文 English"; English left out where
# two cities share a spelling (Taizhou, Yulin, Yichun) or where it is also a common word.
CITIES: dict[str, str] = {
    "CN-BJ": "中关村 Zhongguancun;亦庄;北京经济技术开发区;北京经开区;怀柔科学城;海淀 Haidian;朝阳区;昌平;顺义",
    "CN-TJ": "滨海新区 Binhai New Area;天津经开区;泰达",
    "CN-HE": "石家庄 Shijiazhuang;唐山 Tangshan;秦皇岛 Qinhuangdao;邯郸 Handan;邢台 Xingtai;保定 Baoding;"
    "张家口 Zhangjiakou;承德 Chengde;沧州 Cangzhou;廊坊 Langfang;衡水 Hengshui;雄安 Xiong'an;雄安新区 Xiongan New Area;曹妃甸",
    "CN-SX": "太原 Taiyuan;大同 Datong;阳泉 Yangquan;长治 Changzhi;晋城 Jincheng;朔州 Shuozhou;晋中 Jinzhong;运城 Yuncheng;"
    "忻州 Xinzhou;临汾 Linfen;吕梁 Lüliang",
    "CN-NM": "呼和浩特 Hohhot;包头 Baotou;乌海 Wuhai;赤峰 Chifeng;通辽 Tongliao;鄂尔多斯 Ordos;呼伦贝尔 Hulunbuir;"
    "巴彦淖尔 Bayannur;乌兰察布 Ulanqab;兴安盟;锡林郭勒 Xilingol;阿拉善 Alxa",
    "CN-LN": "沈阳 Shenyang;大连 Dalian;鞍山 Anshan;抚顺 Fushun;本溪 Benxi;丹东 Dandong;锦州 Jinzhou;营口 Yingkou;阜新 Fuxin;"
    "辽阳 Liaoyang;盘锦 Panjin;铁岭 Tieling;朝阳市;葫芦岛 Huludao;金普新区;沈抚",
    "CN-JL": "长春 Changchun;四平 Siping;辽源 Liaoyuan;通化 Tonghua;白山 Baishan;松原 Songyuan;白城 Baicheng;延边 Yanbian;"
    "长春新区;吉林市",
    "CN-HL": "哈尔滨 Harbin;齐齐哈尔 Qiqihar;鸡西 Jixi;鹤岗 Hegang;双鸭山 Shuangyashan;大庆 Daqing;伊春;佳木斯 Jiamusi;"
    "七台河 Qitaihe;牡丹江 Mudanjiang;黑河 Heihe;绥化 Suihua;大兴安岭",
    "CN-SH": "浦东 Pudong;浦东新区 Pudong New Area;张江 Zhangjiang;漕河泾 Caohejing;临港新片区 Lingang;嘉定 Jiading;"
    "松江 Songjiang;闵行 Minhang;青浦;徐汇;虹桥;金山区;宝山区;奉贤;崇明",
    "CN-JS": "南京 Nanjing;无锡 Wuxi;徐州 Xuzhou;常州 Changzhou;苏州 Suzhou;南通 Nantong;连云港 Lianyungang;淮安 Huai'an;"
    "盐城 Yancheng;扬州 Yangzhou;镇江 Zhenjiang;泰州;宿迁 Suqian;昆山 Kunshan;江阴 Jiangyin;张家港 Zhangjiagang;"
    "常熟 Changshu;太仓 Taicang;宜兴 Yixing;苏州工业园区 Suzhou Industrial Park;江北新区;南京江北新区",
    "CN-ZJ": "杭州 Hangzhou;宁波 Ningbo;温州 Wenzhou;嘉兴 Jiaxing;湖州 Huzhou;绍兴 Shaoxing;金华 Jinhua;衢州 Quzhou;"
    "舟山 Zhoushan;台州;丽水 Lishui;义乌 Yiwu;慈溪 Cixi;余姚 Yuyao;诸暨 Zhuji;永康 Yongkang;温岭;乐清 Yueqing;海宁 Haining;"
    "桐乡;大榭 Daxie;宁波大榭开发区;滨江区;余杭;萧山;德清",
    "CN-AH": "合肥 Hefei;芜湖 Wuhu;蚌埠 Bengbu;淮南 Huainan;马鞍山 Ma'anshan;淮北 Huaibei;铜陵 Tongling;安庆 Anqing;黄山 Huangshan;"
    "滁州 Chuzhou;阜阳 Fuyang;宿州;六安 Lu'an;亳州 Bozhou;池州 Chizhou;宣城 Xuancheng;合芜蚌",
    "CN-FJ": "福州 Fuzhou;厦门 Xiamen;莆田 Putian;三明 Sanming;泉州 Quanzhou;漳州 Zhangzhou;南平 Nanping;龙岩 Longyan;宁德 Ningde;"
    "平潭 Pingtan;晋江 Jinjiang;石狮;福清",
    "CN-JX": "南昌 Nanchang;景德镇 Jingdezhen;萍乡 Pingxiang;九江 Jiujiang;新余 Xinyu;鹰潭 Yingtan;赣州 Ganzhou;吉安 Ji'an;宜春;"
    "抚州;上饶 Shangrao;赣江新区",
    "CN-SD": "济南 Jinan;青岛 Qingdao;淄博 Zibo;枣庄 Zaozhuang;东营 Dongying;烟台 Yantai;潍坊 Weifang;济宁 Jining;泰安 Tai'an;"
    "威海 Weihai;日照 Rizhao;临沂 Linyi;德州 Dezhou;聊城 Liaocheng;滨州 Binzhou;菏泽 Heze;莱芜;西海岸新区;寿光",
    "CN-HA": "郑州 Zhengzhou;开封 Kaifeng;洛阳 Luoyang;平顶山 Pingdingshan;安阳 Anyang;鹤壁 Hebi;新乡 Xinxiang;焦作 Jiaozuo;"
    "濮阳 Puyang;许昌 Xuchang;漯河 Luohe;三门峡 Sanmenxia;南阳 Nanyang;商丘 Shangqiu;信阳 Xinyang;周口 Zhoukou;"
    "驻马店 Zhumadian;济源 Jiyuan;郑洛新;郑州航空港;郑州航空港经济综合实验区;郑东新区;郑开",
    "CN-HB": "武汉 Wuhan;黄石 Huangshi;十堰 Shiyan;宜昌 Yichang;襄阳 Xiangyang;鄂州 Ezhou;荆门 Jingmen;孝感 Xiaogan;荆州 Jingzhou;"
    "黄冈 Huanggang;咸宁 Xianning;随州 Suizhou;恩施 Enshi;仙桃 Xiantao;潜江 Qianjiang;天门市;神农架;光谷;东湖高新;东湖高新区",
    "CN-HN": "长沙 Changsha;株洲 Zhuzhou;湘潭 Xiangtan;衡阳 Hengyang;邵阳 Shaoyang;岳阳 Yueyang;常德 Changde;张家界 Zhangjiajie;"
    "益阳 Yiyang;郴州 Chenzhou;永州 Yongzhou;怀化 Huaihua;娄底 Loudi;湘西 Xiangxi;浏阳 Liuyang;湘江新区",
    "CN-GD": "广州 Guangzhou;深圳 Shenzhen;珠海 Zhuhai;汕头 Shantou;佛山 Foshan;韶关 Shaoguan;湛江 Zhanjiang;肇庆 Zhaoqing;"
    "江门 Jiangmen;茂名 Maoming;惠州 Huizhou;梅州 Meizhou;汕尾 Shanwei;河源 Heyuan;阳江 Yangjiang;清远 Qingyuan;"
    "东莞 Dongguan;中山 Zhongshan;潮州 Chaozhou;揭阳 Jieyang;云浮 Yunfu;横琴 Hengqin;横琴粤澳深度合作区;前海 Qianhai;"
    "南沙 Nansha;顺德 Shunde;松山湖 Songshan Lake;深圳经济特区;汕头经济特区;珠海经济特区",
    "CN-GX": "南宁 Nanning;柳州 Liuzhou;桂林 Guilin;梧州 Wuzhou;北海 Beihai;防城港 Fangchenggang;钦州 Qinzhou;贵港 Guigang;玉林;"
    "百色 Baise;贺州 Hezhou;河池 Hechi;来宾;崇左 Chongzuo",
    "CN-HI": "海口 Haikou;三亚 Sanya;三沙 Sansha;儋州 Danzhou;洋浦 Yangpu;博鳌 Boao;东方市;琼海;文昌",
    "CN-CQ": "万州 Wanzhou;涪陵 Fuling;渝中;两江新区 Liangjiang New Area;永川;江津;北碚;璧山;渝东北;渝东南",
    "CN-SC": "成都 Chengdu;自贡 Zigong;攀枝花 Panzhihua;泸州 Luzhou;德阳 Deyang;绵阳 Mianyang;广元 Guangyuan;遂宁 Suining;"
    "内江 Neijiang;乐山 Leshan;南充 Nanchong;眉山 Meishan;宜宾 Yibin;广安 Guang'an;达州 Dazhou;雅安 Ya'an;巴中 Bazhong;"
    "资阳 Ziyang;阿坝 Aba;甘孜 Garze;凉山 Liangshan;天府新区 Tianfu New Area",
    "CN-GZ": "贵阳 Guiyang;六盘水 Liupanshui;遵义 Zunyi;安顺 Anshun;毕节 Bijie;铜仁 Tongren;黔西南;黔东南;黔南;贵安 Gui'an;贵安新区",
    "CN-YN": "昆明 Kunming;曲靖 Qujing;玉溪 Yuxi;保山 Baoshan;昭通 Zhaotong;丽江 Lijiang;普洱 Pu'er;临沧 Lincang;楚雄 Chuxiong;"
    "红河州;红河哈尼族彝族自治州;文山州;西双版纳 Xishuangbanna;大理;德宏 Dehong;怒江 Nujiang;迪庆 Diqing;滇中新区",
    "CN-XZ": "拉萨 Lhasa;日喀则 Shigatse;昌都 Chamdo;林芝 Nyingchi;山南;那曲 Nagqu;阿里地区",
    "CN-SN": "西安 Xi'an;铜川 Tongchuan;宝鸡 Baoji;咸阳 Xianyang;渭南 Weinan;延安 Yan'an;汉中 Hanzhong;榆林;安康 Ankang;"
    "商洛 Shangluo;西咸新区;杨凌 Yangling;神木",
    "CN-GS": "兰州 Lanzhou;嘉峪关 Jiayuguan;金昌 Jinchang;白银 Baiyin;天水 Tianshui;武威 Wuwei;张掖 Zhangye;平凉 Pingliang;"
    "酒泉 Jiuquan;庆阳;定西 Dingxi;陇南 Longnan;临夏 Linxia;甘南 Gannan;兰州新区;兰白",
    "CN-QH": "西宁 Xining;海东 Haidong;海北州;黄南州;海南藏族自治州;果洛 Golog;玉树 Yushu;海西州;海西蒙古族藏族自治州;格尔木",
    "CN-NX": "银川 Yinchuan;石嘴山 Shizuishan;吴忠 Wuzhong;固原 Guyuan;中卫 Zhongwei;宁东",
    "CN-XJ": "乌鲁木齐 Urumqi;克拉玛依 Karamay;吐鲁番 Turpan;哈密;昌吉 Changji;博尔塔拉 Bortala;巴音郭楞 Bayingolin;"
    "阿克苏 Aksu;克孜勒苏;喀什 Kashgar;和田;伊犁 Ili;塔城;阿勒泰 Altay;石河子 Shihezi;霍尔果斯 Khorgos",
    "CN-TW": "台北 Taipei;高雄 Kaohsiung;新竹 Hsinchu;台中;台南",
    "CN-HK": "九龙 Kowloon;新界",
}  # fmt: skip

# States, Länder, cities and famous places abroad; a place that two countries share (Georgia) is left out.
PLACES_ABROAD: dict[str, str] = {
    "US": "Alabama;Alaska;Arizona;Arkansas;California;Kalifornien;Colorado;Connecticut;Delaware;Florida;State of Georgia;Hawaii;"
    "Idaho;Illinois;Indiana;Iowa;Kansas;Kentucky;Louisiana;Maine;Maryland;Massachusetts;Michigan;Minnesota;Mississippi;"
    "Missouri;Montana;Nebraska;Nevada;New Hampshire;New Jersey;New Mexico;New York;North Carolina;North Dakota;Ohio;Oklahoma;"
    "Oregon;Pennsylvania;Rhode Island;South Carolina;South Dakota;Tennessee;Texas;Utah;Vermont;Virginia;West Virginia;"
    "Washington;Wisconsin;Wyoming;District of Columbia;Puerto Rico;Silicon Valley;Boston;"
    "加利福尼亚;加州;得克萨斯;德克萨斯;得州;纽约;俄亥俄;密歇根;马萨诸塞;麻省;硅谷;华盛顿;佛罗里达;宾夕法尼亚;宾州;伊利诺伊;"
    "亚利桑那;北卡罗来纳;弗吉尼亚;明尼苏达;威斯康星;俄勒冈;科罗拉多;印第安纳;波士顿",
    "DE": "Baden-Württemberg;Baden-Wuerttemberg;Bayern;Bavaria;Bavarian;bayerisch~;Berlin;Brandenburg;Bremen;Hamburg;Hessen;Hesse;"
    "Mecklenburg-Vorpommern;Mecklenburg-Western Pomerania;Niedersachsen;Lower Saxony;Nordrhein-Westfalen;NRW;"
    "North Rhine-Westphalia;North Rhine Westphalia;Rheinland-Pfalz;Rhineland-Palatinate;Saarland;Sachsen;Saxony;"
    "sächsisch~;Sachsen-Anhalt;Saxony-Anhalt;Schleswig-Holstein;Thüringen;Thuringia;Munich;München;"
    "巴登-符腾堡;巴登—符腾堡;巴登符腾堡;巴伐利亚;拜仁;柏林;勃兰登堡;不来梅;汉堡;黑森州;下萨克森;北莱茵-威斯特法伦;"
    "北莱茵—威斯特法伦;北威州;莱茵兰-普法尔茨;萨尔州;萨克森;萨克森-安哈尔特;石勒苏益格;图林根;慕尼黑;斯图加特;德累斯顿",
    "GB": "London;伦敦;曼彻斯特;剑桥;牛津",
    "FR": "Paris;巴黎;格勒诺布尔;Grenoble;Île-de-France",
    "JP": "Tokyo;东京;大阪;京都;北海道;九州岛;Osaka;Kyoto",
    "KR": "Seoul;首尔;釜山;Daejeon;大田市",
    "EU": "Brüssel;Brussels;布鲁塞尔",
}  # fmt: skip

# Several places in one name: each code is a mention of its own over the same characters.
REGIONS: dict[str, tuple[str, ...]] = {
    "京津冀": ("CN-BJ", "CN-TJ", "CN-HE"),
    "Beijing-Tianjin-Hebei": ("CN-BJ", "CN-TJ", "CN-HE"),
    "长三角": ("CN-SH", "CN-JS", "CN-ZJ", "CN-AH"),
    "长江三角洲": ("CN-SH", "CN-JS", "CN-ZJ", "CN-AH"),
    "Yangtze River Delta": ("CN-SH", "CN-JS", "CN-ZJ", "CN-AH"),
    "沪苏浙皖": ("CN-SH", "CN-JS", "CN-ZJ", "CN-AH"),
    "苏浙皖": ("CN-JS", "CN-ZJ", "CN-AH"),
    "沪苏浙": ("CN-SH", "CN-JS", "CN-ZJ"),
    "江浙沪": ("CN-JS", "CN-ZJ", "CN-SH"),
    "江浙": ("CN-JS", "CN-ZJ"),
    "粤港澳": ("CN-GD", "CN-HK", "CN-MO"),
    "粤港澳大湾区": ("CN-GD", "CN-HK", "CN-MO"),
    "Greater Bay Area": ("CN-GD", "CN-HK", "CN-MO"),
    "成渝": ("CN-SC", "CN-CQ"),
    "川渝": ("CN-SC", "CN-CQ"),
    "成渝地区": ("CN-SC", "CN-CQ"),
    "Chengdu-Chongqing": ("CN-SC", "CN-CQ"),
    "中美": ("CN", "US"),
    "美中": ("US", "CN"),
    "中德": ("CN", "DE"),
    "德中": ("DE", "CN"),
    "中欧": ("CN", "EU"),
    "欧中": ("EU", "CN"),
    "中日": ("CN", "JP"),
    "中韩": ("CN", "KR"),
    "中日韩": ("CN", "JP", "KR"),
    "日韩": ("JP", "KR"),
    "中英": ("CN", "GB"),
    "中法": ("CN", "FR"),
    "中俄": ("CN", "RU"),
    "中新": ("CN", "SG"),
    "中美欧": ("CN", "US", "EU"),
    "中美德": ("CN", "US", "DE"),
    "美欧": ("US", "EU"),
    "欧美": ("EU", "US"),
    "美德": ("US", "DE"),
    "美日": ("US", "JP"),
    "美日欧": ("US", "JP", "EU"),
    "美日德": ("US", "JP", "DE"),
    "英美": ("GB", "US"),
    "德法": ("DE", "FR"),
    "法德": ("FR", "DE"),
}  # fmt: skip

# Phrases that hold a name and mean something else; they are passed over.
PASSED_OVER: tuple[str, ...] = (
    "发展中国家", "上海合作组织", "隆重庆祝", "北京时间", "Latin America", "Latin American", "South America", "South American",
    "North America", "North American", "Central America", "Native American", "Native Americans", "American Indian",
    "American Indians", "American Samoa", "Gulf of Mexico", "European Free Trade Association", "Indian Ocean",
    "Lateinamerika", "Südamerika", "Nordamerika", "印度洋", "北海油田", "日本海", "南阳路", "马来半岛", "欧洲自由贸易联盟", "一国两制",
)  # fmt: skip

# Words only in this spelling: "us", "polish" and "turkey" are common words, "de" an article.
CASE_SENSITIVE: frozenset[str] = frozenset(
    {
        "US",
        "U.S",
        "USC",
        "UK",
        "EU",
        "Bund",
        "Bundes",
        "Turkey",
        "Polish",
        "Island",
        "Chile",
        "Hesse",
        "Maine",
        "Washington",
        "INT",
    }
    | {"Thai", "Polen", "Europa", "Paris", "Canton", "Oregon", "UAE", "NRW", "PRC", "Hamburg", "Wales"}
)

# Short Chinese names that also arise where two words meet (重大+庆祝, 平衡+水). They count only with 市/地区/州 behind them,
# or after a place name, a function word, or something that is not a Chinese character.
NEEDS_CONTEXT: frozenset[str] = frozenset(
    "保定 衡水 大同 长治 大连 本溪 四平 通化 白山 白城 大庆 黑河 海东 东营 日照 德州 泰安 济宁 新乡 安阳 周口 中山 江门 河源 清远 阳江 "
    "北海 来宾 河池 百色 玉林 海口 三亚 三明 南平 宁德 安庆 六安 池州 黄山 丽水 台州 金华 内江 乐山 南充 广安 达州 巴中 资阳 德阳 安顺 "
    "保山 大理 德宏 怒江 山南 西安 宝鸡 延安 汉中 安康 白银 天水 武威 金昌 定西 庆阳 中卫 固原 和田 哈密 南通 淮安 宜春 吉安 九江 新余 "
    "孝感 黄石 十堰 宜昌 常德 永州 怀化 益阳 永康 文昌 海宁 虹桥 光谷 泰达 昌平 顺义 南沙 前海 平潭 台中 台南 新界 孟加拉 汉堡 "
    "中美 美中 中德 德中 中欧 欧中 中日 中韩 日韩 中英 中法 中俄 中新 美欧 美德 美日 英美 德法 法德 欧美 江浙 "
    "美方 德方 欧方 英方 日方 韩方 法方 俄方 中方 美企 德企 日企 韩企 法企 英企 对美 对德 对英 对法 对日 对韩 赴美 赴德 赴日 在美 在德 对华 在华 "
    "沈抚 兰白 拜仁 剑桥 牛津 东京 京都 万州 永川 渝中 江津 余杭 神木 福清 吴忠 阜新 锦州 盘锦 晋中 朝阳区 黔南 临夏 甘南 "
    "常州 泰州 湖州 温州 惠州 梅州 柳州 福州 兰州 抚州 随州 荆州 鄂州 苏州 云浮 商洛 昌都 昌吉 宣城 晋城 运城 盐城 聊城 塔城 大榭".split()
)

# Spellings that name a jurisdiction only when nothing else is said (a setting, an option), never inside a text.
ONLY_ALONE: frozenset[str] = frozenset({"国际", "International", "INT", "Bundes", "大马"})

# Characters after which such a name may start: function words, verbs of place, conjunctions.
OPENS_NAME: frozenset[str] = frozenset("在和与及对从到由向往赴以按为是至于比让把使将跟同或像如了的，省区市")

# (name, characters that must not stand before it): 黄河+南岸, 其中+国有, 安全+国家, 造福+建设.
NOT_AFTER: dict[str, str] = {
    "中国": "其集当", "全国": "安健完齐周", "美国": "完优精", "法国": "宪依合执司立违守用", "英国": "精", "日本": "当每今次生即节假工周",
    "河南": "黄淮运漯沿", "河北": "黄淮运沿", "海南": "南渤东黄沿临环近", "江西": "珠长", "山西": "泰", "重庆": "隆", "福建": "造谋祈",
    "上海": "线网", "智利": "才数", "我国": "自",
    "对美": "针相面反绝", "对德": "针相面反绝", "对法": "针相面反绝", "对日": "针相面反绝", "在美": "存内正", "在德": "存内正",
    "在华": "存", "福州": "造", "惠州": "优实普互", "常州": "通日经非正",
}  # fmt: skip

# (name, what must not follow it): 隆重庆祝, 珠江西岸, 大连接, 三明治, 中法律.
NOT_BEFORE: dict[str, tuple[str, ...]] = {
    "重庆": ("祝",), "江西": ("岸", "侧"), "河南": ("岸", "侧"), "河北": ("岸", "侧"), "湖南": ("岸",), "湖北": ("岸",), "山西": ("麓", "侧"),
    "大连": ("接", "片", "通", "续", "锁"), "三明": ("治", "确"), "德州": ("扑",), "日照": ("时", "强", "条"), "新乡": ("村", "土", "镇", "贤"),
    "中法": ("律", "规", "院", "治", "人", "定", "制"), "中美": ("化", "好", "丽", "术"), "对日": ("常", "益", "用"), "对美": ("好", "丽", "术", "化"),
    "中日": ("常", "益", "期"), "美德": ("观",), "对法": ("律", "规", "院", "治", "人", "定"), "对德": ("育", "才", "行"), "中德": ("育", "才"),
    "中新": ("增", "型", "兴", "的", "建", "设", "一", "技", "能", "材"), "大同": ("小", "世", "社"), "黄山": ("路",), "白银": ("价",), "大理": ("石", "论"),
    "在美": ("丽", "好", "术"), "在德": ("育",), "海口": ("岸",), "中山": ("区", "路", "装"), "日方": ("可", "能"), "美方": ("案", "式", "面", "法"),
    "中方": ("案", "式", "面", "法", "向", "能"), "法方": ("面", "案", "式"), "德方": ("面",), "长治": ("久",), "安康": ("工程",), "南通": ("道", "向"),
}  # fmt: skip

# What may stand behind a Chinese name and belongs to it, longest first.
SUFFIXES: tuple[str, ...] = ("特别行政区", "自治区", "自治州", "地区", "新区", "省", "市", "州", "盟")
