"""The words around a figure of an English or German clause -> what the figure measures, in the words of the text.

Four forms: the words behind a count (500 pilot factories, 400.000 neue Wohnungen), the whole of a share (70% of large
firms, 30 Prozent Ökolandbau), the noun before (an output of, die Kapazitäten für … auf), and for money what it is for.
The subject of the sentence is put before it where it is named, since "institutes" alone says little in a table.
"""

from __future__ import annotations

import re

from assistant.research.quantities import Quantity

_STOP = """
    of to and or is are was were be been in by on for with from at as that which who than the a an under over into per
    each between against after before about had has have it its their this these those more less other years year months
    month days day hours hour weeks week times percent per million billion dollars euros pounds yen yuan points gold
    silver half out only U.S
    """
_STOP_WORD = re.compile(rf"(?:{'|'.join(re.escape(word) for word in _STOP.split())})(?![\w-])", re.IGNORECASE)
_LATIN_WORD = re.compile(r"\s(?P<word>[A-Za-zÀ-ÿ“\"][A-Za-zÀ-ÿ’'“”\"/&-]*)")
_PLURAL = re.compile(
    r"(?:[a-zÀ-ÿ][^\Wsiu]|[^\Wsiu][a-z])s[”\"]?$|(?:ies|ses|xes|ches|shes|ees|people|staff|children|users)[”\"]?$"
)
_MOST_WORDS = 6
_OF_THE_THING = re.compile(
    r"\s(?:of|in|for|on)\s(?:the\s)?[A-Za-z][^,.;:()\d]{2,40}?(?=[,.;)]|\s(?:by|in|until|with|and|were|was|are)\b|$)"
)
_GERMAN_THING = re.compile(
    r"\s(?:(?:oder|und)\smehr\s)?(?P<thing>(?:(?!(?:die|der|den|dem|des|diese\w?|eine\w?|wie|ihre\w?|unsere\w?)\s)"
    r"(?:[a-zäöüß-]+e[nrsm]?)\s){0,3}?"
    r"(?!Prozent|Jahr|Monat|Tag|Stunde|Minute|Milli|Mrd|Mio|Euro|Uhr|Woche|Abs|Artikel|Grad|Satz|Nr)"
    r"[A-ZÄÖÜ][A-Za-zäöüß-]{2,})"
)
_SHARE_OF = re.compile(
    r"\s(?:of|in)\s(?:the\s|all\s)?(?P<whole>[A-Za-z][^,.;:()\d]{2,50}?)"
    r"(?=[,.;:)]|\s(?:are|is|will|shall|should|by|in|to|was|were|had|have|has|on)\b|$)"
    r"|\s(?:des|der|aller)\s(?P<german>[A-ZÄÖÜ][A-Za-zäöüß-]+)"
)
_SHARE_NAMED = re.compile(
    r"(?P<name>(?:share|proportion|rate)\s+of\s[^,.;:\d]{3,50}?)\s+(?:to|at|of|was|is|reach(?:es|ed)?|"
    r"from\b[^,.;]{0,20}\bto)\s*$"
    r"|(?P<german>(?:Anteil\s+(?:der|des|von|an)\s[^,.;:\d]{3,50}?|[A-ZÄÖÜ][a-zäöüß-]+(?:anteils?|quote)))\s+"
    r"(?:auf|von|bei)\s*$",
    re.IGNORECASE,
)
_NOUN_OF = re.compile(
    r"\b(?P<noun>(?:(?!had|has|have|a\b|an\b|the\b|its|with|of\b|is\b|was\b|and\b|"
    r"in\b)[A-Za-z-]+\s){0,3}(?:value added|output|budget|turnover|revenue|value|investment|cost|costs|share|size|"
    r"stock|grant|grants|"
    r"award|awards|fund|pot|market|sales|capacity|income|profit|value added))\s"
    r"(?P<of>of\s[^,.;:()\d]{3,60}?\s)?(?:of|was|were|passed|reached|rose to|fell to|exceeded|stood at|is to be|"
    r"above|to)\s"
    r"(?:about\s|some\s|around\s|over\s|nearly\s|just\s|more than\s|at least\s|a total of\s|under\s)*$",
    re.IGNORECASE,
)
_INVESTED = re.compile(
    r"\binvest(?:s|ed|ing)?\s(?:about\s|some\s|over\s|at least\s|up to\s|more than\s|[$€£])*$", re.IGNORECASE
)
_GERMAN_VOLUME = re.compile(
    r"(?P<noun>[A-ZÄÖÜ][A-Za-zäöüß-]{3,}(?:\s[A-ZÄÖÜ][A-Za-z]*)?)\s(?:in Höhe von|mit einem Volumen von|"
    r"im Umfang von|von)\s"
    r"(?:jährlich\s|rund\s|etwa\s|mindestens\s|insgesamt\s)*$"
)
_FOR = re.compile(
    r"^(?:[^.;,()]{0,40}?|[^.;,()]{0,40}\([^()]{0,50}\))\s(?:for|für)\s(?:the\s|a\s|an\s|die\s|den\s|das\s)?"
    r"(?P<what>(?!\d|up to|at least|fiscal|each|July|June|May|two|three|four|five|ten|"
    r"example)[A-Za-zÄÖÜ][^,.;:()\d]{3,60}?)"
    r"(?=[,.;:()]|\s(?:in|by|from|until|over|and|to|which|that|bis|auf|with)\b|\s\d|$)"
)
_ADVERBIAL = re.compile(
    r"^\W*(?:(?:In|By|On|From|At|Since|Until|Up to|Under|For|During|Later|Together|So far|Of these|About|Around|"
    r"According to)\b"
    r"(?:[^,]{0,60}?,\s(?:its\s\w+\scycle,\s)?|[^,]{0,40}?\b(?:19|20)\d\d(?:\s?(?:to|and|-|–)\s?(?:19|"
    r"20)\d\d)?\s))?(?:the\s)?",
)
_SUBJECT = re.compile(
    r"(?P<subject>(?:The\s|A\s|An\s)?[\w“\"][^,;:()]{1,70}?)\s"
    r"(?:aims|aimed|wants?|wanted|had|has|have|was|were|is|are|will|gave|got|won|received|funded|built|provides|authori[sz]es|allocates|"
    r"offered|"
    r"provided|"
    r"announced|counted|named|chose|cost|spent|supported|created|looked|looks|reached|passed|backs|backed|awarded|"
    r"plans|"
    r"planned|recognised|sets|set|put|proposed|invested|trained|brought|covers|covered|selected|sought|attracted|"
    r"promised|"
    r"rose|fell|grew|should|also|ran|then had|aims at|came|amounted)\b"
)
_NO_OWNER = re.compile(
    r"^(?:Later|It|They|There|This|These|He|She|Its|Their|Those|We|Another|Other|Both|One|Some|What|When|While|"
    r"After|If|As|Since|"
    r"Because|Although|In|On|By|From|At|Under|Of|About|programme|program|scheme|plan|which|who|that|first aim|aim|"
    r"goal|"
    r"target)\b|\bthat\b|\b(?:wrote|says|said)\b|^\d",
    re.IGNORECASE,
)
_PREDICATE = re.compile(
    r"^\s(?:(?:are|is)\sto\s(?:be\s)?|were\s|was\s|had\s|won\s|took\s|started\b|came\s|joined\s|will\s|"
    r"should\s)[^,.;:()]{0,44}?"
    r"(?=[,.;:()]|\s(?:by|in|on|from|until|for|and|with)\b|\s\d|$)"
)
_SIZE = re.compile(
    r"\s(?:was|were|is to be|reached|passed|stood at|amounted to|exceeded|rose (?:to|by)|fell (?:to|"
    r"by))\s(?:about\s|some\s|over\s|nearly\s|just\s)*$",
    re.IGNORECASE,
)
_GERMAN_FRONTED = re.compile(
    r"^\W*(?:Unser\sZiel\s(?:für|ist|sind)\s)?(?P<thing>(?:Die|Den|Das|Der|Unsere[n]?|den|die|das|der)?\s?"
    r"(?!Wir\b|Bis\b|Ab\b|Für\b|Mit\b|Dazu\b|Dabei\b|Zudem\b|Hier\b|Deshalb\b|Daher\b|So\b|Nach\b|In\b|Im\b|Unser\b|"
    r"Darüber\b|Zum\b|Zur\b|Am\b|Auch\b|Damit\b|Dies|Es\b|Sie\b|Auf\b|Um\b|Künftig|Gemeinsam|"
    r"Über\b|Durch\b|Zusammen|Hierfür|Dafür|Darum|Bei\b|An\b|Wer\b|Als\b|Davon\b|Insgesamt)[A-ZÄÖÜa-zäöü]"
    r"[^,.;:]{3,80}?)\s(?:wollen\swir|werden\swir|sind|soll(?:en)?|wird|wurden?|betrug|stieg)\b"
)
_GERMAN_OBJECT = re.compile(
    r"(?:\b(?:wollen|werden|wird|soll(?:en)?|wir)\s|,\s|\bund\s)(?:wir\s|bis\s[^,]{4,30}?20\d\d\s)*(?:die|den|das|"
    r"unsere[n]?|ihre[n]?)\s"
    r"(?P<thing>[A-ZÄÖÜa-zäöü][^,.;:]{3,70}?)\s(?:bis\s(?:zum\sJahr\s|Ende\s|spätestens\s)*20\d\d\s|"
    r"im\sJahr\s20\d\d\s)?(?:auf|um)\s$"
)


def thing_counted(text: str, end: int, language: str) -> tuple[str, int] | None:
    """The things a figure that ends at ``end`` counts and where their name ends; None when none is named there."""
    if language == "de":
        german = _GERMAN_THING.match(text, end)
        return (german["thing"], german.end()) if german else None
    words: list[str] = []
    place, best = end, None
    more = re.compile(r"\sor\smore\b").match(text, place)
    place = more.end() if more else place
    while match := _LATIN_WORD.match(text, place):
        word = match["word"]
        if _STOP_WORD.fullmatch(word) or len(words) == _MOST_WORDS:
            break
        if best is not None and not (word.islower() and _PLURAL.search(word)):
            break
        words.append(word)
        place = match.end()
        if _PLURAL.search(word):
            best = place
    if best is None:
        return None
    name = text[more.end() if more else end : best].strip()
    further = _OF_THE_THING.match(text, best)
    return (name + further.group(), further.end()) if further else (name, best)


def share_of(text: str, quantity: Quantity, language: str) -> tuple[str, int] | None:
    """What a percentage is a share of, and where that ends."""
    named = _SHARE_NAMED.search(text[: quantity.start])
    if named:
        return (named["name"] or named["german"]).strip(), quantity.end
    whole = _SHARE_OF.match(text, quantity.end)
    if whole:
        part = (whole["whole"] or whole["german"]).strip()
        return f"{'Anteil' if whole['german'] else 'share'}: {part}", whole.end()
    thing = _GERMAN_THING.match(text, quantity.end) if language == "de" else None
    return (f"Anteil {thing['thing']}", thing.end()) if thing else None


def noun_before(before: str, language: str) -> str | None:
    """The noun that a figure states the size of: an output of, Sonderprogramm in Höhe von."""
    if language == "de":
        volume = _GERMAN_VOLUME.search(before)
        return volume["noun"] if volume else None
    if _INVESTED.search(before):
        return "investment"
    noun = _NOUN_OF.search(before)
    return (noun["noun"] + (f" {noun['of']}" if noun["of"] else "")).strip() if noun else None


def purpose(text: str, end: int) -> str | None:
    """What money is for, where it is said behind the sum."""
    found = _FOR.match(text[end:])
    return re.sub(r"(?:\s[a-zäöüß]+(?:t|en))+$", "", found["what"].strip()) if found else None


def object_before(before: str) -> str | None:
    """What a German sentence wants to bring to a figure: den Schienengüterverkehr bis 2030 auf."""
    found = _GERMAN_OBJECT.search(before)
    if found:
        return found["thing"].strip()
    fronted = _GERMAN_FRONTED.match(before)
    return fronted["thing"].strip() if fronted else None


def subject_of(text: str) -> str | None:
    """The subject of an English sentence, without its article; None where it is a pronoun or not plain."""
    begun = _ADVERBIAL.match(text)
    found = _SUBJECT.match(text, begun.end() if begun else 0)
    subject = re.sub(r"^(?:The|A|An)\s|\sin\s(?:19|20)\d\d$", "", found["subject"]) if found else ""
    return None if not subject or _NO_OWNER.search(subject) else subject


def size_of(before: str) -> str | None:
    """What a sum is the size of: the value added of manufacturing was."""
    return subject_of(before) if _SIZE.search(before) else None


def predicate(text: str, end: int) -> str:
    """What is said of the things counted: are to be digital, took part; "" where nothing is."""
    found = _PREDICATE.match(text[end:])
    return found.group().rstrip() if found else ""


def bare(name: str) -> str:
    """The name of a thing without article before it and years or starting values behind."""
    name = re.sub(
        r"\s(?:bis\s(?:zum\s)?(?:Jahre?|Ende|20)|von\s\d|erstmals|sukzessive|schrittweise|derzeit|from\s\d|"
        r"im\sLand\sbis).*$",
        "",
        name,
    )
    return re.sub(r"^(?:Die|Den|Das|Der|die|den|das|der|the|The|its|their)\s", "", name).strip()
