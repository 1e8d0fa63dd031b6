"""Nothing -> the words by which instruments and industries are known. Data only."""

# A table reads best with one entry a line; a Chinese character counts twice for the line length.
# ruff: noqa: E501

from __future__ import annotations

from assistant.domain import Instrument

# Ordered: the first that matches the end of the core title wins. 行动计划 before 计划, 办法 before 法.
CHINESE_INSTRUMENTS: tuple[tuple[str, Instrument], ...] = (
    ("行动计划|行动方案|三年行动|专项行动|行动", Instrument.ACTION_PLAN),
    ("政府工作报告|工作报告|报告|白皮书|蓝皮书|公报", Instrument.REPORT),
    ("条例|规定|规则", Instrument.REGULATION),
    ("办法|细则|措施|准则|标准|指南|若干政策|政策", Instrument.MEASURES),
    ("法", Instrument.LAW),
    ("规划|纲要|计划|方案|要点", Instrument.PLAN),
    ("意见", Instrument.OPINION),
    ("通知|通告|公告|决定|决议|批复|函|令", Instrument.NOTICE),
    ("战略", Instrument.STRATEGY),
    ("清单|名单|目录", Instrument.LIST),
    ("协议|协定|备忘录|宣言", Instrument.AGREEMENT),
    ("工程|专项|项目", Instrument.PROGRAMME),
)
LATIN_INSTRUMENTS: tuple[tuple[str, Instrument], ...] = (
    (r"Title \d+\w* .*Chapter|\bAct\b|\bLaw\b|\bStatute|U\.S\.C|\w*[Gg]esetz\b|\w+gesetzbuch", Instrument.LAW),
    (r"\bRegulations?\b|\bDirective\b|\b\w*[Vv]erordnung\b|\bExecutive Order", Instrument.REGULATION),
    (r"\bAction Plan|\bAktionsplan", Instrument.ACTION_PLAN),
    (r"\bKoalitionsvertrag|\bCoalition (?:Agreement|Treaty)|\bAgreement|\bVereinbarung|\b\w*[Vv]ertrag\b", Instrument.AGREEMENT),
    (r"\bStrateg(?:y|ies|ie|ien)\b|\w+strategie\b", Instrument.STRATEGY),
    (r"\bReport\b|\bBericht\b|\w+bericht\b|\bWhite Paper|\bFindings", Instrument.REPORT),
    (r"\bGuidelines?\b|\bRules\b|\bMeasures\b|\bRichtlinie|\w+richtlinie\b", Instrument.MEASURES),
    (r"\bProgram(?:me)?\b|\bInitiative\b|\bChallenge\b|\bHubs?\b|\bEngines?\b|\w*[Pp]rogramm\b|\w*[Ww]ettbewerb\b", Instrument.PROGRAMME),
    (r"\bPlan\b|\bRoadmap\b|\bOutline\b|\w*[Pp]lan\b", Instrument.PLAN),
    (r"\bOpinions?\b|\bCommunication\b", Instrument.OPINION),
    (r"\bNotice\b|\bAnnouncement\b|\bBekanntmachung\b", Instrument.NOTICE),
    (r"\bList\b|\bCatalogue\b|\bListe\b", Instrument.LIST),
)  # fmt: skip
# (Chinese, English, German, pattern): the sectors and policy fields readers filter by.
INDUSTRIES: tuple[tuple[str, str, str, str], ...] = (
    ("先进制造业", "advanced manufacturing", "Industrie", r"先进制造|制造业|advanced manufacturing|verarbeitende\w* Gewerbe"),
    ("集成电路", "semiconductors", "Halbleiter", r"集成电路|半导体|芯片|semiconductor|microelectronic|Halbleiter|Mikroelektronik"),
    ("人工智能", "artificial intelligence", "Künstliche Intelligenz", r"人工智能|大模型|artificial intelligence|Künstliche Intelligenz"),
    ("生物医药", "biomedicine", "Biotechnologie", r"生物医药|生物制造|医疗器械|中医药|biotech|biopharma|Biotechnologie"),
    ("新能源汽车", "new-energy vehicles", "Elektromobilität", r"新能源汽车|智能网联汽车|electric vehicle|Elektromobilität"),
    ("新材料", "new materials", "Werkstoffe", r"新材料|先进材料|advanced materials|nanotechnolog|Nanotechnologie"),
    ("新能源", "energy", "Energie", r"新能源(?!汽车)|光伏|风电|氢能|储能|renewable energy|hydrogen|erneuerbare\w* Energien|Wasserstoff"),
    ("高端装备", "high-end equipment", "Maschinenbau", r"高端装备|装备制造|工业母机|机器人|robot|machine tool|Maschinenbau"),
    ("航空航天", "aerospace", "Luft- und Raumfahrt", r"航空航天|商业航天|低空经济|aerospace|Raumfahrt"),
    ("新一代信息技术", "information technology", "Informationstechnik", r"新一代信息技术|电子信息|5G|cybersecurity|information technology"),
    ("数字经济", "digital economy", "Digitalwirtschaft", r"数字经济|数字化转型|大数据|工业互联网|digital economy|Digitalisierung"),
    ("绿色石化", "petrochemicals", "Chemie", r"石化|石油化工|精细化工|化工(?:产业|行业|园区)|petrochemical|chemical industry|chemische Industrie"),
    ("钢铁和金属", "metals", "Metalle", r"钢铁|有色金属|metal casting|steel industry|Stahlindustrie"),
    ("轻工纺织", "textiles and light industry", "Textil", r"纺织|轻工|textile|Textilindustrie"),
    ("循环经济", "circular economy", "Kreislaufwirtschaft", r"循环经济|清洁生产|circular economy|Kreislaufwirtschaft"),
    ("现代农业", "agriculture", "Landwirtschaft", r"现代农业|农产品加工|agricultur|Landwirtschaft"),
    ("科技创新", "research and innovation", "Forschung und Innovation", r"科技创新|科学技术进步|科技成果转化|technology transfer|Innovationspolitik"),
    ("中小企业", "small firms", "Mittelstand", r"中小企业|专精特新|small business|small and medium|Mittelstand|KMU"),
    ("营商环境", "business environment", "Geschäftsumfeld", r"营商环境|business environment"),
)  # fmt: skip
