"""The bundled digests: complete metadata, links that resolve, official addresses, language and length in bounds."""

import re
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import yaml

from assistant.domain import DocumentKind, Instrument, Level, PolicyDate, PolicyStatus

DOCUMENTS = Path(__file__).parents[2] / "corpus" / "documents"
PATHS = sorted(path.relative_to(DOCUMENTS).as_posix() for path in DOCUMENTS.rglob("*.md"))
REQUIRED = {"title", "language", "jurisdiction", "kind", "instrument", "fact_sheet"}
STANDING = {"status", "status_reason"}
RELATIONS = ("implements", "supersedes", "superseded_by", "refers_to")
OPTIONAL = {
    "official_title", "aliases", "numbers", "authorities", "level", "adopted", "issued", "effective", "period",
    "industries", "official_url", "translation_of", *RELATIONS,
}  # fmt: skip
# No date of these programmes could be verified; their text says what is known.
UNDATED = {
    f"{name}.{language}.md"
    for name in ("de/de-grw-cluster-management", "de/de-kompetenznetze", "sg/sg-manufacturing-2030")
    for language in ("zh", "en")
}
# Governments, and programmes that a government runs under a name of their own.
OFFICIAL_HOSTS = (
    "gov.cn", "gov", "gov.uk", "parliament.uk", "europa.eu", "gouv.fr", "go.jp", "go.kr", "gov.sg",
    "bundesregierung.de", "bmbf.de", "bmwi.de", "bmwk.de", "bmwk-energiewende.de", "clusterplattform.de",
    "clusters4future.de", "spitzencluster.de", "unternehmen-region.de", "clustercollaboration.eu",
    "manufacturingusa.com", "clustermapping.us", "catapult.org.uk", "cluster.or.kr",
)  # fmt: skip
COMPETITION = "cn/cn-advanced-cluster-competition"
CONCEPT = "int/concept-advanced-manufacturing-cluster"
SOURCES = {"zh": "## 来源与说明", "en": "## Sources and limits"}


@cache
def read(path: str) -> tuple[dict[str, object], str]:
    """Front matter and body of a digest."""
    opening, front, body = (DOCUMENTS / path).read_text(encoding="utf-8").split("---\n", 2)
    assert opening == ""
    return yaml.safe_load(front), body


def as_list(value: object) -> list[str]:
    return [str(item) for item in value] if isinstance(value, list) else [str(value)]


def sibling(path: str) -> str:
    """The path the same digest has in the other language."""
    return path.replace(".zh.md", ".en.md") if path.endswith(".zh.md") else path.replace(".en.md", ".zh.md")


def test_the_corpus_is_there() -> None:
    assert len(PATHS) > 60


@pytest.mark.parametrize("path", PATHS)
def test_front_matter_is_complete_and_of_the_known_vocabulary(path: str) -> None:
    front, _ = read(path)
    assert set(front) >= REQUIRED, f"missing {REQUIRED - set(front)}"
    assert set(front) <= REQUIRED | STANDING | OPTIONAL, f"unknown {set(front) - REQUIRED - STANDING - OPTIONAL}"
    assert all(value not in (None, "", [], "unknown") for key, value in front.items() if key != "status")
    assert front["kind"] == DocumentKind.DIGEST
    instrument = Instrument(front["instrument"])
    # A concept was issued by no level of government; an overview of many policies has no standing of its own.
    assert instrument is Instrument.CONCEPT or Level(front["level"])
    assert instrument is Instrument.OTHER or (set(front) >= STANDING and PolicyStatus(front["status"]))
    assert as_list(front["fact_sheet"])


@pytest.mark.parametrize("path", PATHS)
def test_dates_and_period_can_be_read(path: str) -> None:
    front, _ = read(path)
    dates = [PolicyDate.parse(str(front[key])) for key in ("adopted", "issued", "effective") if key in front]
    assert all(1940 < date.year <= 2026 for date in dates)
    if "period" in front:
        match = re.fullmatch(r"(\d{4})?-(\d{4})?", str(front["period"]))
        assert match, f"not a period: {front['period']!r}"
        assert any(match.groups())
        assert not all(match.groups()) or match[1] <= match[2]
    assert dates or "period" in front or path in UNDATED


@pytest.mark.parametrize("path", PATHS)
def test_file_name_folder_and_title_agree_with_front_matter(path: str) -> None:
    front, body = read(path)
    assert path.endswith(f".{front['language']}.md")
    assert path.split("/")[0] == str(front["jurisdiction"]).lower()
    assert body.startswith(f"# {front['title']}\n")


@pytest.mark.parametrize("path", PATHS)
def test_references_to_other_digests_resolve(path: str) -> None:
    front, _ = read(path)
    named = [target for key in RELATIONS for target in as_list(front.get(key, []))]
    assert path not in named
    assert [target for target in named if target.endswith(".md") and target not in PATHS] == []


@pytest.mark.parametrize("path", PATHS)
def test_the_two_languages_of_a_digest_are_linked(path: str) -> None:
    target = read(path)[0].get("translation_of")
    if sibling(path) in PATHS:
        back = read(sibling(path))[0].get("translation_of")
        # One of the two names the other, so that the link has one keeper and works both ways.
        assert {target, back} in ({None, path}, {None, sibling(path)})
        assert (target or sibling(path)) == sibling(path)
    else:
        assert target is None, "names a translation that is not there"


@pytest.mark.parametrize("path", [path for path in PATHS if sibling(path) in PATHS])
def test_the_two_languages_state_the_same_metadata(path: str) -> None:
    here, there = read(path)[0], read(sibling(path))[0]
    for key in ("jurisdiction", "level", "instrument", "numbers", "adopted", "issued", "effective", "period", "status"):
        assert here.get(key) == there.get(key), key
    assert here.get("official_url") == there.get("official_url")


@pytest.mark.parametrize("path", PATHS)
def test_addresses_are_those_of_official_bodies(path: str) -> None:
    text = (DOCUMENTS / path).read_text(encoding="utf-8")
    for address in re.findall(r"https?://[\x21-\x7e]+", text):
        host = (urlsplit(address).hostname or "").rstrip(".,;")
        assert any(host == name or host.endswith(f".{name}") for name in OFFICIAL_HOSTS), address


@pytest.mark.parametrize("path", PATHS)
def test_text_is_in_the_language_it_claims(path: str) -> None:
    front, body = read(path)
    chinese = len(re.findall(r"[\u4e00-\u9fff]", body))
    latin = len(re.findall(r"[A-Za-z]", re.sub(r"https?://\S+", "", body)))
    share = chinese / (chinese + latin)
    assert share > 0.6 if front["language"] == "zh" else share < 0.1


def words(body: str, language: object) -> float:
    """Length in English words: a Chinese text has about 1.6 characters a word, beside its numbers and Latin words."""
    if language != "zh":
        return len(body.split())
    return len(re.findall(r"[\u4e00-\u9fff]", body)) / 1.6 + len(re.findall(r"[^\W\u4e00-\u9fff]+", body))


@pytest.mark.parametrize("path", PATHS)
def test_length_is_that_of_a_digest(path: str) -> None:
    front, body = read(path)
    assert 400 <= words(body, front["language"]) <= 1_500


@pytest.mark.parametrize("path", PATHS)
def test_the_last_section_tells_sources_and_limits(path: str) -> None:
    front, body = read(path)
    heading = SOURCES[str(front["language"])]
    assert re.findall(r"^## .*$", body, re.MULTILINE)[-1] == heading
    assert "2026年11月" in body or "November 2026" in body


@pytest.mark.parametrize("path", PATHS)
def test_working_notes_do_not_reach_the_reader(path: str) -> None:
    body = read(path)[1]
    for words in ("UNVERIFIED", "INFERENCE", "founding text", "from memory", "TODO", "\ufffd"):
        assert words not in body


FOUNDING_FACTS = [
    (COMPETITION, {"zh": ["“赛马”", "三轮", "60个集群", "共25个", "13个省市", "江苏、广东、河南"],
                   "en": ["horse racing", "three rounds", "60 clusters", "25 winners", "13 provinces and cities"]}),
    (COMPETITION, {"zh": ["2022年上半年", "6.2万亿元", "6.1%", "近100家", "近一半的国家制造业创新中心"],
                   "en": ["first half of 2022", "6.2 trillion yuan", "6.1%", "nearly 100", "half of"]}),
    # The two sides of a disagreement: thousands of little giants, or over a thousand.
    (COMPETITION, {"zh": ["数千家", "1000多家"], "en": ["thousands", "over a thousand"]}),
    ("cn/cn-14th-five-year-plan", {"zh": ["培育先进制造业集群", "集成电路", "航空航天", "8个领域"],
                                   "en": ["advanced manufacturing clusters", "integrated circuits", "aerospace"]}),
    (CONCEPT, {"zh": ["五大特征", "第一个特征", "第五个特征", "三个发展趋势", "第一个趋势", "第三个趋势"],
               "en": ["five traits", "first trait", "fifth trait", "three future trends", "third trend"]}),
    ("us/us-strategy-american-innovation", {"zh": ["2009年9月", "2009年8月"], "en": ["September 2009", "August 2009"]}),
    ("us/us-jiac", {"zh": ["2010年", "2011年5月", "56个"], "en": ["2010", "May 2011", "56"]}),
    ("us/us-sba-ric", {"zh": ["56个", "40多个", "62个"], "en": ["56 clusters", "over 40", "62"]}),
    ("us/us-eric", {"zh": ["能源部", "经济发展署", "小企业管理局"],
                    "en": ["Department of Energy", "Economic Development Administration", "Small Business"]}),
    ("us/us-cluster-policy-overview", {"zh": ["2009", "2010", "56"], "en": ["2009", "2010", "56"]}),
    ("de/de-cluster-policy-overview", {"zh": ["1995年", "2007年", "2012年", "组织革命", "四类"],
                                       "en": ["1995", "2007", "2012", "organisational revolution", "four"]}),
    ("de/de-bioregio", {"zh": ["1995年", "1993年", "2500万欧元"], "en": ["1995", "1993", "25 million euros"]}),
    ("de/de-go-cluster", {"zh": ["72个", "77个"], "en": ["72", "77"]}),
    ("de/de-high-tech-strategy", {"zh": ["140亿欧元", "110亿欧元", "技术革命"], "en": ["14 billion", "11 billion"]}),
    ("de/de-industrie-40", {"en": ["industrial revolution", "organisational revolution", "technology revolution"]}),
    ("cn/cn-national-clusters-35-2024", {"zh": ["25个", "26个"], "en": ["25", "26"]}),
    ("cn/cn-sme-characteristic-clusters", {"zh": ["200个", "300个", "97个"], "en": ["about 200", "300", "97"]}),
    ("cn/cn-little-giants", {"zh": ["1万家", "1.76万家"], "en": ["10,000", "17,600"]}),
    ("us/us-manufacturing-usa", {"zh": ["2300", "2000", "9万", "8.5万"], "en": ["2,300", "2,000", "90,000", "85,000"]}),
    ("us/us-nsf-engines", {"zh": ["10个", "9个"], "en": ["ten", "nine"]}),
    ("us/us-tech-hubs", {"zh": ["378"], "en": ["378"]}),
    ("int/concept-foreign-cluster-comparisons", {"zh": ["硅谷", "128号公路", "慕尼黑", "鲁尔", "斯图加特", "M4"],
                                                 "en": ["Silicon Valley", "Route 128", "Munich", "Ruhr", "Stuttgart"]}),
]  # fmt: skip


@pytest.mark.parametrize(
    ("path", "told"),
    [(f"{name}.{language}.md", told) for name, both in FOUNDING_FACTS for language, told in both.items()],
)
def test_the_facts_the_collection_started_from_are_told(path: str, told: list[str]) -> None:
    body = read(path)[1]
    assert [word for word in told if word.lower() not in body.lower()] == []
