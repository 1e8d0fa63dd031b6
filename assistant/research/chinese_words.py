"""Words that stand around figures in Chinese policy texts -> patterns that the reader of sentences matches."""

from __future__ import annotations

import re


def _alternatives(words: str) -> str:
    """One pattern for words separated by white space, longest first."""
    return "|".join(sorted(words.split(), key=len, reverse=True))


UP = _alternatives("增长 增加 上涨 上升 提高 提升 扩大 递增 攀升 (?<![新净])增")
DOWN = _alternatives("下降 降低 减少 压减 回落 缩减 收窄 压降 降")
TO = _alternatives("到 至 达到 为")
_REACHES = _alternatives(
    """
    稳定保持在 继续保持在 稳定控制在 保持 保持稳定在 达到 达至 达 稳定在 保持在 维持在 控制在 控制 突破 超过 迈上
    跃上 迈过 跨过 跨越 站上 实现 完成 为 是 占 升至 增至 降至 降到 升到 增到 跃升至 约为 预计 拥有 保有 获得 可获得
    有 共有 则有 在
    """
)
VERB_AT_END = re.compile(
    rf"(?:(?P<to>(?:{UP}|{DOWN})(?:{TO}))|(?P<up>{UP})(?:幅度)?|(?P<down>{DOWN})(?:幅度)?|(?P<level>{_REACHES}))"
    r"(?:了|约|近|超|率)?$"
)
_ADVERBS_AT_END = _alternatives(
    """
    年均 平均每年 年平均 累计 同比 实际 名义 预计 预期 力争 基本 总体 平均 持续 稳步 (?<!人)均 也 已 将 共 又 再 就
    总计 合计 全部 超额 首次 历史性 成功 提前 分别 率先 稳定 继续 稳中有升 较快 至少 不断 连续 年 净 微 稳 按可比价
    可比价 比上年 较上年 比去年 同口径 按同口径 每年 预计可 可 有望 要 约 最多 最多可 提质
    """
)
ADVERB_AT_END = re.compile(rf"(?:{_ADVERBS_AT_END}|[比较]“▢▢▢”[时末]期?|[比较]20\d\d年|连续\d+年)$")
_ADVERBS_AT_START = _alternatives(
    """
    其中 以及 同时 努力 力争 争取 确保 推动 促进 预计 实现 完成 保持 全年 今年 去年 每年 我省 我市 我区 全省 全市
    全区 共 已 将 要 使 年内 当年 年末 累计 提出 建议 经过努力 到 约 各类 五年来 5年来 一年来 初步统计 初步核算
    主要预期目标是 主要预期目标为 目标是 目标为 是 基本 总体 进一步 首次 超额 持续 稳步 大力 积极 着力 重点 加快 全面
    深入 再 新一轮 统筹 高质量 高标准 扎实 有序 率先 年均 平均 合计 总计 分别 不断 成功
    """
)
ADVERB_AT_START = re.compile(
    r"^(?:[、和与及并且而其的拟]|\d{1,2}月(?:\d{1,2}日)?(?:公布的)?|[一二三四五六七八九十]{1,2}是|(?:到|至|截至)?20\d\d年(?:底|末)?(?:前|时)?"
    rf"|到?“?▢▢▢”?(?:时期|期间|末)?|{_ADVERBS_AT_START})"
)
_ACTIONS = _alternatives(
    """
    新增培育 新建改造提升 新建改造 新建和改造 新建、改造 改造提升 培育形成 培育壮大 累计建成 建成投用 建设改造
    培育认定 新培育 再培育 新认定 新增 新建 新改建 新开 新设 新添 建成 建设 培育 打造 创建 改造 完成 实施 推进 推动
    引进 引育 布局 开工 投用 开通 建立 设立 形成 发放 发展 组建 认定 支持 扶持 选派 开展 举办 整治 治理 修复 培训
    开发 筹集 投入 安排 新评 新获批 获批 新入选 入选 拥有 有 增加 净增 新登记 吸引 招引 签约 落地 谋划 实现 淘汰 退出
    提供 新签 压减 建有 补贴 拉动 带动 解决 办理 出台 制定 推出 组织 评选 达到 遴选 启动 攻克 突破 减免 争取 下达
    投放 转移 转化 配备 更新 收储 盘活 处置 化解
    """
)
ACTION_AT_START = re.compile(rf"^(?P<verb>{_ACTIONS})(?:了|约|近|超|大约)?")
ACTION_ALONE = re.compile(rf"(?:{_ACTIONS}|整合|精简|优化|调整)")
ONLY_PREDICATE = re.compile(rf"^(?:同比|实际|名义|年均|预计|比上年|较上年|平均)*(?:{UP}|{DOWN})了?$")
COMPARISON = re.compile(
    r"(?:高于|低于|快于|好于|高出|超出|超过|高|快|低|多于|领先)"
    r"(?:全国|全省|全市|上年|去年|预期|年度|经济|同期|目标|平均|.{0,12}(?:水平|平均|增速|目标|计划|时期|任务))[^\d]{0,8}$"
    r"|约?占(?:全国|全省|世界|全球)[^\d]{0,6}$|(?:高于|低于|快于|高出)[^，。；]{0,14}$|贡献率?|拉动"
)
RATE_NAME = re.compile(r"(?P<stem>.+?)的?(?P<yearly>年均|平均)?(?:增长率|增速|增幅|涨幅|上涨幅度|增长幅度|同比增速)$")
SHARE_NAME = re.compile(r"(?:率|比重|占比|比例|强度|比|份额|覆盖面|指数|程度|水平|满意度)$|占.+(?:的)?(?:比重|比例)?$")
YEAR_AT_END = re.compile(r"(?:到)?20\d\d年?$")
# Names that say nothing without what was named before.
GENERIC_NAMES = frozenset(
    _alternatives(
        """
        总数 总量 总额 总值 规模 其中 整体 数量 占比 比重 增速 产值 产量 面积 总面积 总投资 投资 金额 资金 总规模
        覆盖率 比例 率 增幅 达标率 完成率 合格率 利用率 普及率 营收 收入 增加值 进口 企业 项目 人数 累计 全部 各类
        首批 目前 后来 现在 当时 其余 另有 总计 规模化 总数量 总产值 平均
        """
    ).split("|")
)
BAD_START = re.compile(
    r"^(?:有\d|这|该|每个|本|占|较|比)|^[的了和与及或在以按于对向把被为比让之者等其中年月日个家户人项号来第]"
)
BAD_NAME = re.compile(
    r"\d+[个家][^的]{1,4}$|\d[\d.]*[万亿]?[户人个家项]$|^[\d.%]+$"
    r"|[“”\"]$|[中里级各了的和]$|以及$|(?:数字|目标|指标|报告|方案|计划|规划|意见|文件|法案)$"
    r"|▢|如果|是否|《|》|/|习近平|同志"
)
PROPOSES = re.compile(r"提出|要求|目标|计划|规划|将|拟|力争|争取|确保")
AIMS = re.compile(r"力争|争取|确保|目标|预期|计划|努力|将|要")
