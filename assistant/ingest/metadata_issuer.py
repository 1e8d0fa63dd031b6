"""Head, signature and title -> readings of numbers, authorities, addressees and jurisdiction."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from pathlib import PurePosixPath

from assistant.domain import FieldOrigin
from assistant.errors import InputError
from assistant.ingest.dates import find_dates
from assistant.ingest.document_numbers import find_number_mentions
from assistant.ingest.metadata_head import Line, before_body
from assistant.ingest.metadata_reading import Reading
from assistant.jurisdictions import (
    JurisdictionMention,
    PlaceKind,
    find_jurisdictions,
    name,
    parse_jurisdiction,
    province_of_abbreviation,
)

SIGNATURE_CHARACTERS = 1200
MAX_AUTHORITIES = 30

# Words the name of a Chinese authority ends in.
_BODY_NAME = (
    r"(?:人民代表大会(?:常务委员会)?|人大常委会|人民政府(?:办公[厅室])?|国务院(?:办公厅)?|办公[厅室]|委员会|委|部|厅|局|总局|署|"
    r"总署|银行|证监会|办|中心|中央|法院|检察院|协会|学会|管委会|党委|省委|市委|总会)"
)
_NAME_OF_BODY = re.compile(rf"[一-鿿]{{1,40}}?{_BODY_NAME}")
_AUTHORITY = re.compile(rf"[一-鿿（）()、\s]{{0,30}}?{_BODY_NAME}")
_PEOPLES_CONGRESS = re.compile(
    r"(?P<place>[一-鿿]{0,12}?)第[一二三四五六七八九十]+届(?P<national>全国)?(?:人民代表大会|人大)(?P<standing>常务委员会|常委会)?"
    r"(?:第[一二三四五六七八九十百]+次会议)?"
)
_BEFORE_ABOUT = re.compile(
    r"^(?P<who>[一-鿿、\s]{2,60}?)(?:等(?P<count>[一二三四五六七八九十]+)(?:部门|单位|机关))?关于"
)
_RED_HEAD = re.compile(r"(?P<who>[一-鿿]{2,30}?)\s*文\s*件")
_REPORTER = re.compile(r"我代表(?P<who>[一-鿿]{0,12}?(?:人民政府|国务院|中央委员会))")
_ADDRESSEE = re.compile(r"(?:各|.{2,40}?(?:人民政府|厅|局|委|部门|单位|办公室|银行|公司|院))[^。！？]*[:：]")
_NATIONAL_NUMBER = re.compile(
    r"^(?:国|中|发改|工信|工业和|科|财|商|教|农|银|证监|人社|自然资|生态环|交|水|文|民|税总|市监|建)"
)
# One-character names of cities in document numbers; 宁 is Ningxia's and Nanjing's and is left to the province.
# How the national database of laws sorts what the centre issues.
_NATIONAL_CLASS = re.compile(r"(?P<name>宪法|法律|行政法规|部门规章|司法解释|监察法规|[一-鿿]{1,4}法)(?=[_/])")
_CITY_ABBREVIATIONS = {
    "深": "CN-GD",
    "穗": "CN-GD",
    "杭": "CN-ZJ",
    "甬": "CN-ZJ",
    "厦": "CN-FJ",
    "成": "CN-SC",
    "武": "CN-HB",
}
_NATIONAL_BODY = re.compile(
    r"^(?:中华人民共和国|国务院|国家|全国|中共中央|中国|工业和信息化部|发展改革委|科技部|科学技术部|财政部|商务部|教育部|农业农村部|"
    r"人力资源社会保障部|自然资源部|生态环境部|交通运输部|水利部|税务总局|市场监管总局|金融监管总局|海关总署|住房城乡建设部)"
)
_FOREIGN_BODY = (
    (
        "US",
        re.compile(
            r"\b(?:U\.?S\.? (?:Congress|Department)|United States Code|The Congress|Congress finds|Public Law)\b|"
            r"^Title \d+ .*Chapter"
        ),
    ),
    ("EU", re.compile(r"\bEuropean (?:Commission|Parliament|Council|Union)\b|\bCOM\(\d{4}\)|Europäische Kommission")),
    ("DE", re.compile(r"\bBundes(?:regierung|ministerium|tag|rat|republik|länder)|\bKoalitionsvertrag\b|BT-Drs\.")),
)  # fmt: skip


def number_readings(document_id: str, lines: Sequence[Line]) -> list[Reading]:
    """Numbers of the document itself: alone on a line of the head, in a 令…公布 line, or in the file name."""
    readings = []
    own: dict[str, tuple[int, int]] = {}
    steps: dict[str, tuple[int, int]] = {}
    for line in before_body(tuple(lines))[:20]:
        mentions = find_number_mentions(line.text)
        alone = sum(mention.end - mention.start for mention in mentions) >= 0.6 * len(line.text)
        published = re.search(r"(?:令|公告)第?.{1,12}号.{0,4}(?:公布|发布|修订)", line.text)
        if mentions and (alone or published):
            found = steps if published and not alone else own
            found.update({m.number: (line.start + m.start, line.start + m.end) for m in mentions})
    own.update(reversed(steps.items()))  # the number under which the text was published last comes first
    if own:
        first = next(iter(own.values()))
        readings.append(Reading("numbers", tuple(own), FieldOrigin.TEXT, 0.9, *first))
    named = find_number_mentions(PurePosixPath(document_id).name)
    if named:
        readings.append(Reading("numbers", tuple(m.number for m in named), FieldOrigin.FILE_NAME, 0.85))
    return readings


def authority_readings(
    title: str, text: str, lines: Sequence[Line], place: str | None, sorted_as: str | None = None
) -> list[Reading]:
    """Issuing bodies, joint ones too: signatures, red head, the words before 关于, the body that passed or reported."""
    readings: list[Reading] = []
    signed = _signatures(text)
    if signed:
        readings.append(signed)
    readings += _red_head(lines) + _legislature(lines, bool(place and "-" in place)) + _reporter(lines, place)
    if sorted_as == "行政法规":  # which only the State Council may issue (Legislation Law, art. 72)
        readings.append(Reading("authorities", ("国务院",), FieldOrigin.FILE_NAME, 0.7, note="行政法规"))
    before_about = _BEFORE_ABOUT.match(title)
    if before_about and re.search(_BODY_NAME + "$", before_about["who"].strip()):
        who = tuple(re.split(r"[、\s]+", before_about["who"].strip()))
        note = f"and others, {before_about['count']} in all" if before_about["count"] else None
        readings.append(Reading("authorities", who, FieldOrigin.TEXT, 0.7 if note else 0.85, note=note))
    return readings


def addressee_readings(lines: Sequence[Line]) -> list[Reading]:
    """The line under the title that ends in a colon: 各省、自治区、直辖市…："""
    for line in before_body(tuple(lines))[:20]:
        if len(line.text) > 5 and _ADDRESSEE.fullmatch(line.text):
            groups = tuple(part.strip() for part in re.split(r"[，；,;]", line.text.rstrip(":：")) if part.strip())
            return [Reading("addressees", groups, FieldOrigin.TEXT, 0.85, line.start, line.end - 1)]
    return []


def jurisdiction_readings(
    document_id: str, title: str, numbers: Sequence[str], authorities: Sequence[str], text: str, lines: Sequence[Line]
) -> list[Reading]:
    """Readings of the jurisdiction from number, authority, title, file name, folder and head of the text."""
    readings = _from_numbers(numbers) + _from_authorities(authorities) + _from_title(title)
    readings += _from_path(document_id)
    head = title + "\n" + text[:2500]
    for code, pattern in _FOREIGN_BODY:
        if pattern.search(title) or len(pattern.findall(head)) >= 2:
            readings.append(Reading("jurisdiction", code, FieldOrigin.TEXT, 0.9 if pattern.search(title) else 0.6))
    counted = Counter(mention.code for mention in find_jurisdictions(" ".join(line.text for line in lines[:15])))
    if counted:
        code, times = counted.most_common(1)[0]
        readings.append(Reading("jurisdiction", code, FieldOrigin.TEXT, 0.3, note=f"named {times} times in the head"))
    return readings


def are_bodies(line: str) -> bool:
    """True for a line that holds nothing but names of Chinese authorities: 工业和信息化部办公厅 财政部办公厅."""
    names = [name for name in re.split(r"[\s、]+", line) if name]
    return bool(names) and all(_NAME_OF_BODY.fullmatch(name) for name in names)


def class_of_law(document_id: str) -> str | None:
    """The class of national law that sorts a file (行政法规_….md), None without one."""
    match = _NATIONAL_CLASS.match(PurePosixPath(document_id).stem)
    return match["name"] if match else None


def most_specific(mentions: Sequence[JurisdictionMention]) -> JurisdictionMention | None:
    """The first mention; where it is only 中国, the first province or city: 中国（上海）… -> 上海."""
    if not mentions:
        return None
    first = mentions[0]
    if first.code == "CN":
        return next((mention for mention in mentions if mention.code.startswith("CN-")), first)
    return first


def _signatures(text: str) -> Reading | None:
    """The block of authorities above the date at the end."""
    first = max(0, len(text) - SIGNATURE_CHARACTERS)
    rows: list[tuple[str, int]] = []
    position = first
    for raw in text[first:].split("\n"):
        stripped = raw.strip()
        if find_dates(stripped[:14]) and len(stripped) <= 16 and rows:
            names = [part for row, _ in rows for part in re.split(r"[\s\u3000]{1,}", row) if len(part) > 1]
            start, (last, last_start) = rows[0][1], rows[-1]
            found = tuple(dict.fromkeys(names))[:MAX_AUTHORITIES]
            return Reading("authorities", found, FieldOrigin.TEXT, 0.92, start, last_start + len(last))
        if stripped and _AUTHORITY.fullmatch(stripped):
            rows.append((stripped, position + raw.index(stripped)))
        elif stripped:
            rows.clear()
        position += len(raw) + 1
    return None


def _red_head(lines: Sequence[Line]) -> list[Reading]:
    for index, line in enumerate(lines[:8]):
        match = _RED_HEAD.fullmatch(line.text)
        if match and re.search(_BODY_NAME + "$", match["who"].strip()):
            around = (*lines[max(0, index - 4) : index], *lines[index + 1 : index + 4])
            others = [other.text for other in around if re.fullmatch(rf"[一-鿿]{{2,20}}{_BODY_NAME}", other.text)]
            names = (match["who"].strip(), *others)
            return [Reading("authorities", names, FieldOrigin.TEXT, 0.8, line.start, line.end)]
    return []


def _legislature(lines: Sequence[Line], is_local: bool) -> list[Reading]:
    """上海市第十五届人民代表大会常务委员会第二十次会议通过 -> 上海市人民代表大会常务委员会."""
    for line in before_body(tuple(lines[:20])):
        if not re.search("通过|修订|修正", line.text) or (is_local and "全国人民代表大会" in line.text):
            continue
        match = _PEOPLES_CONGRESS.search(line.text)
        if match:
            where = "全国" if match["national"] or not match["place"] else re.sub(r".*[日 ]", "", match["place"])
            body = f"{where}人民代表大会{'常务委员会' if match['standing'] else ''}"
            start = line.start + match.start()
            return [Reading("authorities", (body,), FieldOrigin.TEXT, 0.88, start, line.start + match.end())]
        if "国务院" in line.text:
            start = line.start + line.text.index("国务院")
            return [Reading("authorities", ("国务院",), FieldOrigin.TEXT, 0.85, start, start + 3)]
    return []


def _reporter(lines: Sequence[Line], place: str | None) -> list[Reading]:
    """现在，我代表省人民政府，向大会报告工作 -> 广东省人民政府."""
    for line in lines[:40]:
        match = _REPORTER.search(line.text)
        if match is None:
            continue
        body = match["who"]
        if body.endswith("中央委员会"):
            body = "中国共产党中央委员会"
        elif place and body in ("人民政府", "省人民政府", "市人民政府", "自治区人民政府"):
            body = f"{name(place, 'zh')}人民政府"
        start = line.start + match.start("who")
        return [Reading("authorities", (body,), FieldOrigin.TEXT, 0.9, start, line.start + match.end("who"))]
    return []


def _from_numbers(numbers: Sequence[str]) -> list[Reading]:
    for number in numbers[:1]:
        if number.startswith(("Public Law", "Executive Order")) or "U.S.C." in number or "CFR" in number:
            return [Reading("jurisdiction", "US", FieldOrigin.TEXT, 0.9)]
        if number.startswith(("COM(", "SWD(", "(EU)")):
            return [Reading("jurisdiction", "EU", FieldOrigin.TEXT, 0.9)]
        if number.startswith(("BT-Drs.", "BGBl.")):
            return [Reading("jurisdiction", "DE", FieldOrigin.TEXT, 0.9)]
        if _NATIONAL_NUMBER.match(number):
            return [Reading("jurisdiction", "CN", FieldOrigin.TEXT, 0.8)]
        named = find_jurisdictions(number)
        if named and named[0].start == 0:  # 宁波市…公告 names its place in full; 宁 alone would be Ningxia
            return [Reading("jurisdiction", named[0].code, FieldOrigin.TEXT, 0.85, note=number)]
        code = _CITY_ABBREVIATIONS.get(number[0]) or province_of_abbreviation(number[0])
        if code:
            return [Reading("jurisdiction", code, FieldOrigin.TEXT, 0.75, note=f"first character of {number}")]
    return []


def _from_authorities(authorities: Sequence[str]) -> list[Reading]:
    for authority in authorities[:1]:
        if _NATIONAL_BODY.match(authority):
            return [Reading("jurisdiction", "CN", FieldOrigin.TEXT, 0.88, note=authority)]
        mention = most_specific(find_jurisdictions(authority))
        if mention:
            return [Reading("jurisdiction", mention.code, FieldOrigin.TEXT, 0.92, note=authority)]
    return []


def _from_title(title: str) -> list[Reading]:
    mentions = [mention for mention in find_jurisdictions(title) if mention.kind is not PlaceKind.REGION]
    if _NATIONAL_BODY.match(title) and title[2:3] not in "（(":
        return [Reading("jurisdiction", "CN", FieldOrigin.TEXT, 0.93, note="a national body leads the title")]
    mention = most_specific(mentions)
    if mention is None:
        return []
    leads = mention.start == 0 or mentions[0].start == 0 or title[: mention.start].isdigit() or title[4:5] == "年"
    return [
        Reading("jurisdiction", mention.code, FieldOrigin.TEXT, 0.9 if leads else 0.6, note=f"title: {mention.surface}")
    ]


def _from_path(document_id: str) -> list[Reading]:
    """A place that sorts the file (上海_….md) or names a folder (cn-gd/); a class of national law (行政法规_….md)."""
    path = PurePosixPath(document_id)
    readings = []
    if _NATIONAL_CLASS.match(path.stem):
        readings.append(Reading("jurisdiction", "CN", FieldOrigin.FILE_NAME, 0.7, note="a class of national law"))
    for part in path.stem.split("_")[:2]:
        mentions = find_jurisdictions(part)
        if mentions and mentions[0].start == 0 and mentions[0].end == len(part):
            readings.append(Reading("jurisdiction", mentions[0].code, FieldOrigin.FILE_NAME, 0.85))
            break
    mention = most_specific(find_jurisdictions(path.stem.replace("_", " ")))
    if mention:
        readings.append(Reading("jurisdiction", mention.code, FieldOrigin.FILE_NAME, 0.5))
    for folder in reversed(path.parts[:-1]):
        code = _folder_code(folder)
        if code:
            readings.append(Reading("jurisdiction", code, FieldOrigin.FOLDER, 0.65 if code.startswith("CN-") else 0.55))
            break
    return readings


def _folder_code(folder: str) -> str | None:
    """cn-gd, 广东, Germany, or a code in front: us_code_innovation, de_coalition_agreements."""
    for candidate in (folder, re.split(r"[_ ]", folder)[0]):
        try:
            return parse_jurisdiction(candidate)
        except InputError:
            continue
    return None
