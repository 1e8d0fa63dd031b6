"""Words of a text -> the themes of industrial policy it is about. A fixed vocabulary in Chinese, English and German."""

from __future__ import annotations

import re
from enum import StrEnum


class Theme(StrEnum):
    """A subject of industrial policy; a text may have several."""

    CLUSTERS = "clusters"
    PLANS = "plans"
    SMALL_FIRMS = "small_firms"
    DIGITAL = "digital"
    INNOVATION = "innovation"
    CHAINS = "chains"
    EMERGING = "emerging"
    REGIONS = "regions"
    GREEN = "green"
    SKILLS = "skills"
    FINANCE = "finance"


_WORDS: dict[Theme, tuple[str, ...]] = {
    Theme.CLUSTERS: ("集群", "cluster", r"\bhubs?\b", r"pôles?\b"),
    Theme.PLANS: (
        "五年规划", "规划纲要", "[一二三四五]五”?规划", "中国制造2025", "five[- ]year plan", r"\bstrateg(?:y|ies)\b",
        "Strategie",
    ),
    Theme.SMALL_FIRMS: (
        "中小企业", "专精特新", "小巨人", r"\bSMEs?\b", "small (?:and|firms|business)", "little giant", "Mittelstand",
        r"\bKMU\b",
    ),
    Theme.DIGITAL: (
        "智能制造", "工业互联网", "数字", "人工智能", r"工业4\.0", "smart manufacturing", "industrial internet",
        r"Industr(?:ie|y) 4\.0", "digital", "artificial intelligence", "Künstliche Intelligenz",
    ),
    Theme.INNOVATION: (
        "创新", "研发", "科技", "技术中心", "innovation", r"\bresearch\b", "technolog", "Forschung", "InnoRegio",
        "Catapult",
    ),
    Theme.CHAINS: ("产业链", "供应链", "强链", "链长", r"\bchains?\b", "Lieferkette"),
    Theme.EMERGING: (
        "战略性新兴", "未来产业", "新兴产业", "生物", "emerging industr", "future industr", "Zukunfts", "biotech",
    ),
    Theme.REGIONS: (
        "区域", "县域", "园区", "基地", "示范区", "投资区", r"\bregion(?:s|al|en)?\b", r"\bzones?\b", "territor",
    ),
    Theme.GREEN: ("绿色", "节能", "能源", "环保", "低碳", r"\bgreen\b", r"\benergy\b", "climate", "Klima", "Energie"),
    Theme.SKILLS: (
        "人才", "职业技能", "劳动力", "就业", "workforce", r"\bskills?\b", r"\btraining\b", r"\bjobs\b", "Fachkräfte",
        "Ausbildung",
    ),
    Theme.FINANCE: (
        "财政", "税收", "金融", "基金", "补贴", r"\btax\b", r"\bfunds?\b", r"\bfinanc", "subsid", r"\bgrants?\b",
        "Förder", "Steuer",
    ),
}  # fmt: skip
_PATTERNS = {theme: re.compile("|".join(words), re.IGNORECASE) for theme, words in _WORDS.items()}


def find_themes(text: str) -> tuple[Theme, ...]:
    """The themes whose words stand in ``text``, in the order of :class:`Theme`."""
    return tuple(theme for theme, pattern in _PATTERNS.items() if pattern.search(text))
