"""Head of the text, file name -> readings of the title."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import PurePosixPath

from assistant.domain import FieldOrigin
from assistant.ingest.dates import find_dates
from assistant.ingest.document_numbers import find_number_mentions
from assistant.ingest.metadata_head import Line, before_body
from assistant.ingest.metadata_issuer import are_bodies
from assistant.ingest.metadata_latin import is_body
from assistant.ingest.metadata_reading import Reading
from assistant.jurisdictions import find_jurisdictions

LONGEST_TITLE = 160  # characters; a longer line is prose

# Words a Chinese policy title ends in, with brackets that may follow: （试行）, （2021—2025年）, （征求意见稿）.
_ENDING = re.compile(
    r"(?:工作报告|条例|办法|规定|规则|细则|准则|意见|通知|通告|公告|公报|决定|决议|批复|方案|计划|规划|纲要|要点|措施|政策|"
    r"指南|标准|目录|清单|名单|协议|协定|宣言|声明|战略|蓝皮书|白皮书|报告|法|函|令|若干政策|行动)"
    r"(?:\s*[（(〔《].{1,20}[）)〕》])*"
)
_TITLE = re.compile(rf"(?!.*[。；！？])(?:.*?\D)??{_ENDING.pattern}")
_REPORTING = re.compile(r"作(?:政府)?工作报告|向大会作|代表.{2,12}向大会")
_ATTACHED = re.compile(r"附\s*[件录表]?\s*[\d一二三四五六七八九十]*\s*[:：]|抄送|主送|联系人|联系电话")
_SENTENCE_WORDS = 8  # a Latin line that ends in a full stop and has as many is a sentence
_OCCASION = re.compile(
    r"[—–―－─-]{1,3}\s*(?:\d{4}年.*日)?在.{4,}|[（(]?\d{4}年\d{1,2}月\d{1,2}日.*(?:会议|大会|第.{1,8}次).*"
)
_PASSED = re.compile(r".*(?:通过|批准|修订|修正|公布|发布|印发|施行)[）)。]?")
_GENERIC = re.compile(r"(?:(?P<year>\d{4})年)?(?:中华人民共和国)?(?:国务院)?政府工作报告")
_SECTION_WORDS = re.compile(
    r"(?:[IVX\d]+[.)]\s*)?(?:Präambel|Einleitung|Vorwort|Inhalt(?:sverzeichnis)?|Introduction|Foreword|Preface|Preamble|"
    r"(?:Table of )?Contents|Executive Summary|Summary|Abstract|目\s*录|前\s*言|序\s*言|引\s*言|导\s*言|摘\s*要|"
    r"总\s*则)\W*",
    re.IGNORECASE,
)
_GERMAN_OR_ENGLISH_TITLE = re.compile(
    r"\b(?:Koalitionsvertrag|Gesetz\b|Verordnung|Richtlinie\b|Bekanntmachung\b|Konzept\b|Leitlinien?\b|Strategie\b|"
    r"[A-ZÄÖÜ]\w+(?:gesetz|strategie|programm|richtlinie|bericht|vertrag)|"
    r"Act\b|Strategy|Plan\b|Programme?\b|Agreement|Report\b|Guidelines?|Regulation|Communication|White Paper|"
    r"Roadmap|Initiative|Framework)"
)
_SPEECH = re.compile(r"[—–―－─-]{1,3}\s*在.{4,40}上的(?:报告|讲话|工作报告)")
_BETWEEN = re.compile(
    r"(?:Koalitionsvertrag|Coalition Agreement|Vereinbarung|Vertrag|Agreement)\b.{0,40}?\b(?:zwischen|between)\b",
    re.IGNORECASE,
)
_HEADINGS_LOOKED_AT = 8
# What a gazette prints above a document: the part of the issue, the title of the code it changes, its docket.
_RUBRIC = re.compile(
    r"(?:Proposed Rules?|Rules and Regulations|Notices|Final Rule|Presidential Documents|Federal Register|"
    r"\d+ CFR Parts? [\d, and]+|\[?Docket (?:No|ID).*|RIN .*|Amtsblatt.*|Bundesgesetzblatt.*)",
    re.IGNORECASE,
)
_US_TITLE = re.compile(r"Title\s+(\d+[A-Z]?)\s*[—–-]+\s*(.+)", re.IGNORECASE)
_ADDRESS = re.compile(r"\b[A-Z]\.?[A-Z]\.?,?\s\d{5}(?:-\d{4})?$")  # Washington, D.C. 20549
# Lines of a form: its name, the law it is filed under, a box to tick, a field to fill in.
_FORM = re.compile(r"Form\s[\w-]+$|(?:Pursuant to|Under) (?:Section|§)|Date of Report\b|[☐☑☒□]", re.IGNORECASE)
_US_CHAPTER = re.compile(r"CHAPTER\s+(\d+[A-Z]*)\s*[—–-]+\s*(.+)", re.IGNORECASE)


def title_readings(document_id: str, lines: Sequence[Line]) -> list[Reading]:
    """Every reading of the title, from the text and from the file name."""
    above = before_body(tuple(lines))
    readings = [*_code_chapter(lines), *_headings(lines), *_title_lines(above), *_speech(above), *_agreement(lines)]
    named = file_title(document_id)
    readings.append(Reading("title", named, FieldOrigin.FILE_NAME, 0.7 if _ENDING.search(named) else 0.55))
    return readings


def is_generic(title: str) -> bool:
    """True for a title that many governments use every year: 政府工作报告, 2026年政府工作报告."""
    return _GENERIC.fullmatch(re.sub(r"\s", "", title)) is not None


def specific_title(title: str, place: str, year: int | None) -> str:
    """A generic title with its year and government: 政府工作报告 -> 2026年广东省政府工作报告."""
    match = _GENERIC.fullmatch(re.sub(r"\s", "", title))
    if match is None:
        return title
    known = match["year"] or (str(year) if year else "")
    return f"{known}年{place}政府工作报告" if known else f"{place}政府工作报告"


def file_title(document_id: str) -> str:
    """A title from the file name: extensions, dates and the parts that only sort the file are taken off."""
    stem = PurePosixPath(document_id).name
    while re.search(r"\.[A-Za-z]\w{1,4}$", stem):
        stem = stem[: stem.rindex(".")]
    stem = re.sub(r"\s*[（(]\d{4}(?:-\d{1,2}){0,2}[）)]$", "", stem)
    parts = [part.strip() for part in re.split(r"_+", stem) if part.strip()]
    if parts and _ENDING.search(parts[-1]) and len(parts) > 1:
        return _sorted_away(parts)
    if any("\u3400" <= character <= "\u9fff" for character in stem):
        return " ".join(parts)
    words = re.sub(r"(?<!\d)-|-(?!\d)", " ", re.sub(r"^\d{6,8}[_ -]+", "", " ".join(parts)))
    words = re.sub(r"\s+", " ", words).strip()
    return words[:1].upper() + words[1:] if words else stem


def _sorted_away(parts: list[str]) -> str:
    """广东省_2026_政府工作报告 -> 2026年广东省政府工作报告; 上海_上海市科技条例 -> 上海市科技条例."""
    last = parts[-1]
    year = next((part for part in parts[:-1] if re.fullmatch(r"\d{4}", part)), None)
    place = next((part for part in parts[:-1] if _is_place(part)), None)
    if is_generic(last):
        return specific_title(last, place or "", int(year) if year else None)
    return last


def _is_place(part: str) -> bool:
    mentions = find_jurisdictions(part)
    return bool(mentions) and mentions[0].start == 0 and mentions[0].end == len(part)


def _code_chapter(lines: Sequence[Line]) -> list[Reading]:
    """Title 15— COMMERCE AND TRADE / CHAPTER 63— TECHNOLOGY INNOVATION, as the US Code is printed."""
    title = next(((line, match) for line in lines[:6] if (match := _US_TITLE.fullmatch(line.text))), None)
    chapter = next(((line, match) for line in lines[:8] if (match := _US_CHAPTER.fullmatch(line.text))), None)
    if title is None or chapter is None:
        return []
    (first, title_match), (last, chapter_match) = title, chapter
    written = (
        f"Title {title_match[1]} {capitalised(title_match[2])}, "
        f"Chapter {chapter_match[1]} {capitalised(chapter_match[2])}"
    )
    return [Reading("title", written, FieldOrigin.TEXT, 0.98, first.start, last.end)]


def capitalised(text: str) -> str:
    """A heading in capitals as a title: TECHNOLOGY, INNOVATION AND TRADE -> Technology, Innovation and Trade."""
    if not text.isupper():
        return text
    small = {"and", "or", "of", "the", "for", "to", "in", "on", "a", "an", "by", "with"}
    words = [word if word in small else word.capitalize() for word in text.lower().split()]
    return " ".join([words[0].capitalize(), *words[1:]]) if words else text


def _headings(lines: Sequence[Line]) -> list[Reading]:
    """The first heading the format states, if it is the title and not the name of a section."""
    headings = [line for line in lines if line.level is not None][:_HEADINGS_LOOKED_AT]
    named = (line for line in headings if not is_body(line.text) and not _RUBRIC.fullmatch(line.text))
    heading = next(named, None)
    if heading is None or not _may_be_title(heading.text) or _SECTION_WORDS.fullmatch(heading.text):
        return []
    if re.match(r"(?:[IVXL]+|\d+)(?:\.|\))\s*\D|第.{1,4}[篇章节条]|[一二三四五六七八九十]+、", heading.text):
        return []
    confidence = 0.95 if heading.level == 1 else 0.8
    return [Reading("title", heading.text, FieldOrigin.TEXT, confidence, heading.start, heading.end)]


def _title_lines(lines: tuple[Line, ...]) -> list[Reading]:
    """Lines above the body that read like a title, alone or joined with the lines they run on into."""
    readings: list[Reading] = []
    for index, line in enumerate(lines):
        for count in (1, 2, 3, 4):
            group = lines[index : index + count]
            if len(group) < count or any(_ends_title(part.text) for part in group[:-1]):
                break
            reading = _joined_title(_with_issuers(lines, index, group), index)
            if reading is not None:
                readings.append(reading)
                break
        if line.level is None and _GERMAN_OR_ENGLISH_TITLE.search(line.text) and _may_be_title(line.text):
            readings.append(Reading("title", line.text, FieldOrigin.TEXT, 0.75 - 0.01 * index, line.start, line.end))
    return readings


def _with_issuers(lines: tuple[Line, ...], index: int, group: tuple[Line, ...]) -> tuple[Line, ...]:
    """关于…的通知 belongs to the line of joint issuers right above it, if there is one."""
    above = lines[index - 1] if index else None
    if above is not None and group[0].text.startswith("关于") and are_bodies(above.text):
        return (above, *group)
    return group


def _joined_title(group: Sequence[Line], index: int) -> Reading | None:
    if not all(_may_be_title(line.text) for line in group):
        return None
    text = _joined([line.text for line in group])
    if not _TITLE.fullmatch(text) or _REPORTING.search(text):
        return None
    # Longer says more: 关于加快…的指导意见 rather than 文件 or 公告; a title stands near the top.
    confidence = 0.8 + (0.08 if "关于" in text else 0.0) + (0.04 if find_dates(text[:6]) else 0.0)
    confidence -= 0.02 * (len(group) - 1) + 0.005 * index
    return Reading("title", text, FieldOrigin.TEXT, confidence, group[0].start, group[-1].end)


def _joined(texts: Sequence[str]) -> str:
    """Lines as one title: a name of a joint issuer keeps its space, a line broken within a word does not."""
    whole = texts[0]
    for text in texts[1:]:
        latin = whole[-1].isascii() and text[0].isascii()
        whole += f" {text}" if latin else text
    return whole


def _speech(lines: tuple[Line, ...]) -> list[Reading]:
    """The lines above ——在…大会上的报告: the title of a speech, which ends in no word of ours."""
    for index, line in enumerate(lines[:6]):
        if index and _SPEECH.fullmatch(line.text) and all(_may_be_title(above.text) for above in lines[:index]):
            title = " ".join([*(above.text for above in lines[:index]), line.text])
            if len(title) <= LONGEST_TITLE:
                return [Reading("title", title, FieldOrigin.TEXT, 0.86, lines[0].start, line.end)]
    return []


def _agreement(lines: Sequence[Line]) -> list[Reading]:
    """Koalitionsvertrag 2021-2025 zwischen A, B und C, over the lines it takes; less sure in capitals."""
    readings = []
    for index, line in enumerate(lines[:20]):
        if not _BETWEEN.match(line.text):
            continue
        group = [line]
        while group[-1].text.lower().endswith((",", "und", "and", "zwischen", "between")) and len(group) < 5:
            following = lines[index + len(group) : index + len(group) + 1]
            if not following:
                break
            group.append(following[0])
        title = " ".join(part.text for part in group)
        confidence = 0.9 if title.isupper() else 0.97
        if len(title) <= LONGEST_TITLE and not title.endswith(","):
            readings.append(Reading("title", title, FieldOrigin.TEXT, confidence, line.start, group[-1].end))
    return readings


def _ends_title(text: str) -> bool:
    return bool(_TITLE.fullmatch(text))


def _may_be_title(text: str) -> bool:
    if not 3 <= len(text) <= LONGEST_TITLE or text[-1] in ":：。,，;；" or is_body(text):
        return False
    if _ADDRESS.search(text) or _FORM.match(text) or _is_place(text):
        return False
    if _ATTACHED.match(text) or (text.endswith(".") and len(text.split()) >= _SENTENCE_WORDS):
        return False
    if _OCCASION.fullmatch(text) or (_PASSED.fullmatch(text) and find_dates(text)):
        return False
    numbers = find_number_mentions(text)
    return not (numbers and sum(m.end - m.start for m in numbers) > len(text) / 2)
