"""A question in one language -> weighted groups of synonyms in the language of the texts.

Each content word of the question becomes one group that holds all its renderings (Pirkola's structured query, SIGIR
1998): a word with ten translations weighs as much as a word with one. A rendering of several words is a phrase: all its
tokens must stand in the passage. Our glossary comes first, CC-CEDICT where the glossary is silent.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.index.lexical import TermGroup
from assistant.index.tokens import query_tokens
from assistant.retrieve.dictionary import Dictionary
from assistant.retrieve.glossary import Glossary

_HAN = re.compile(r"[\u3400-\u9fff]+")
_LATIN = re.compile(r"[A-Z]&[A-Z]|[A-Za-zÄÖÜäöüß][A-Za-zÄÖÜäöüß-]*|\d[\d.,]*\d|\d")
_LETTER = re.compile(r"[^\W\d_]")
_LONGEST_CHINESE = 8
_LONGEST_PHRASE = 4
# More renderings than this are rare senses that only bring noise.
_MOST_RENDERINGS = 12

# Words that ask rather than name; carrying them over finds nothing but other questions.
_CHINESE_STOP_WORDS = """
的 了 是 在 有 和 与 及 或 把 被 对 从 到 由 给 让 向 为 以 于 其 这 那 哪 什么 多少 几 谁 怎样 怎么 如何
为什么 为何 哪些 哪个 哪几个 哪一个 吗 呢 吧 啊 能 能否 可以 会 要 就 都 也 还 又 再 很 最 更 请 请问 分别 各
各是 是多少 是什么 有没有 没有 不 个 项 种 类 家 名 年 月 日 里 中 上 下 打算 准备 计划 规定 要求 提出 关于
根据 按照 进行 主要 具体 其中 以及 目前 之间 之后 以前 以后 时候 达到 属于 包括 哪里 何时 一个 它 他们 我们
怎么样 什么样 哪种 何种 是否 需要 应当 应该 必须 用于 作为 通过 下面 以下 定 定在 做 指 称 叫
"""
_CHINESE_STOP = frozenset(_CHINESE_STOP_WORDS.split())
_ENGLISH_STOP_WORDS = """
a an the of in on at to for from by with and or not is are was were be been being do does did has have had
will would shall should can could may might must what which who whom whose when where why how many much that
this these those it its their there than as into under over per any all each how's what's say says said
according about between compare compared long large big
"""
_ENGLISH_STOP = frozenset(_ENGLISH_STOP_WORDS.split())


class CarryOver:
    """Carries questions over between Chinese, English and German."""

    def __init__(self, glossary: Glossary, dictionary: Dictionary) -> None:
        self._glossary = glossary
        self._dictionary = dictionary

    def warm(self) -> None:
        """Load the dictionary now, so that the first question does not wait for it."""
        self._dictionary.warm()

    def groups(self, text: str, source: str, target: str) -> tuple[TermGroup, ...]:
        """Groups of index tokens for ``text``; in its own language each token is its own group.

        Names and numbers written alike in both languages (2030, CHIPS, R&D) are kept as they stand.
        """
        if source == target:
            own = (TermGroup((token,)) for token in dict.fromkeys(query_tokens(text, target)))
            return (*own, *self._synonyms(text, source))
        found: list[TermGroup] = []
        for word, renderings in self.renderings(text, source, target):
            terms = dict.fromkeys(
                term for rendering in renderings if (term := " ".join(query_tokens(rendering, target)))
            )
            if not terms and not _HAN.search(word):
                terms = dict.fromkeys(query_tokens(word, target))
            if terms:
                found.append(TermGroup(tuple(terms)))
        return tuple(dict.fromkeys(found))

    def share_carried(self, text: str, source: str, target: str) -> float:
        """Share of the content words of ``text`` that have a rendering in ``target``: 1 in its own language, 0..1.

        BM25 divided by its ideal speaks of the words that were asked. Where two words in ten could be carried over, a
        passage that holds both holds a fifth of the question.
        """
        if source == target:
            return 1.0
        words = [bool(renderings) for word, renderings in self.renderings(text, source, target) if _LETTER.search(word)]
        return sum(words) / len(words) if words else 1.0

    def content_words(self, text: str, source: str, target: str) -> tuple[TermGroup, ...]:
        """The words of ``text`` that name something, each as one group with its synonyms or renderings in ``target``.

        Unlike :meth:`groups` whole words, also in Chinese: what a text must speak of to answer.
        """
        found: dict[str, TermGroup] = {}
        for word, renderings in self.renderings(text, source, target):
            spoken = (word, *renderings) if source == target or not (renderings or _HAN.search(word)) else renderings
            terms = dict.fromkeys(term for one in spoken if (term := " ".join(query_tokens(one, target))))
            if terms:
                found.setdefault(word.lower(), TermGroup(tuple(terms)))
        return tuple(found.values())

    def _synonyms(self, text: str, language: str) -> Iterator[TermGroup]:
        """Other names of the policy terms of a question in its own language: 社零 for 社会消费品零售总额."""
        for word, renderings in self.renderings(text, language, language):
            others = [rendering for rendering in renderings if rendering.lower() != word.lower()]
            terms = dict.fromkeys(term for other in others if (term := " ".join(query_tokens(other, language))))
            if terms:
                yield TermGroup(tuple(terms))

    def renderings(self, text: str, source: str, target: str) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Content words of ``text`` with their renderings in ``target``, in order; () for words left as they are.

        A term of several words is followed by its parts: a text that says the same in other words holds some of them.
        """
        for run in _HAN.finditer(text):
            yield from self._chinese_renderings(run.group(), target, _LONGEST_CHINESE)
        words = [match.group() for match in _LATIN.finditer(text)]
        yield from self._latin_renderings(words, "en" if source == "zh" else source, target, _LONGEST_PHRASE)

    def _chinese_renderings(self, run: str, target: str, longest: int) -> Iterator[tuple[str, tuple[str, ...]]]:
        for word in self._chinese_words(run, longest):
            # One character alone is part of too many words to say anything by itself.
            if word in _CHINESE_STOP or (len(word) == 1 and not self._glossary.contains(word, "zh")):
                continue
            yield word, self._from_chinese(word, target)
            if len(word) > 4:
                yield from self._chinese_renderings(word, target, len(word) - 1)

    def _latin_renderings(
        self, words: list[str], source: str, target: str, longest: int
    ) -> Iterator[tuple[str, tuple[str, ...]]]:
        position = 0
        while position < len(words):
            length, renderings = self._longest_phrase(words, position, source, target, longest)
            part = words[position : position + length]
            position += length
            if length > 1 or part[0].lower() not in _ENGLISH_STOP:
                yield " ".join(part), renderings
            if length > 1:
                yield from self._latin_renderings(part, source, target, length - 1)

    def _chinese_words(self, run: str, longest: int) -> Iterator[str]:
        """Segment a run of Han characters: the fewest words, longest first; unknown characters stand alone."""
        best: list[tuple[int, int]] = [(0, 0)] * (len(run) + 1)  # (cost, length of the word that starts here)
        for start in range(len(run) - 1, -1, -1):
            options = [(best[start + 1][0] + 3, 1)]
            for length in range(2, min(longest, len(run) - start) + 1):
                word = run[start : start + length]
                if self._glossary.contains(word, "zh"):
                    options.append((best[start + length][0] + 1, length))
                elif word in self._dictionary or word in _CHINESE_STOP:
                    options.append((best[start + length][0] + 2, length))
            best[start] = min(options, key=lambda option: (option[0], -option[1]))
        start = 0
        while start < len(run):
            length = best[start][1]
            yield run[start : start + length]
            start += length

    def _from_chinese(self, word: str, target: str) -> tuple[str, ...]:
        ours = self._glossary.translate(word, "zh", target)
        if target != "en":  # the dictionary knows no German, and a language needs no dictionary into itself
            return ours
        others = self._dictionary.english(word) if len(word) > 1 else ()
        return tuple(dict.fromkeys([*ours, *others]))[:_MOST_RENDERINGS]

    def _longest_phrase(
        self, words: list[str], position: int, source: str, target: str, longest: int
    ) -> tuple[int, tuple[str, ...]]:
        """Length of the longest phrase at ``position`` that has renderings, and these; (1, ()) when none has."""
        for length in range(min(longest, len(words) - position), 0, -1):
            part = [word.lower() for word in words[position : position + length]]
            if part[0] in _ENGLISH_STOP or part[-1] in _ENGLISH_STOP:
                continue
            renderings = self._from_latin(" ".join(part), source, target)
            if renderings:
                return length, renderings
        return 1, ()

    def _from_latin(self, phrase: str, source: str, target: str) -> tuple[str, ...]:
        for form in _word_forms(phrase, source):
            ours = self._glossary.translate(form, source, target)
            theirs = self._dictionary.chinese(form) if (source, target) == ("en", "zh") else ()
            longer = [word for word in theirs if len(word) > 1]  # one character stands in too many words
            found = tuple(dict.fromkeys([*ours, *(longer or theirs)]))[:_MOST_RENDERINGS]
            if found:
                return found
        return ()


_ENGLISH_ENDINGS = (
    ("ies", "y"),
    ("es", ""),
    ("s", ""),
    ("ied", "y"),
    ("ed", ""),
    ("ed", "e"),
    ("ing", ""),
    ("ing", "e"),
)


def _word_forms(phrase: str, language: str) -> Iterator[str]:
    """The phrase and its likely dictionary forms: singular, infinitive."""
    yield phrase
    if language == "en":
        for ending, replacement in _ENGLISH_ENDINGS:
            if phrase.endswith(ending) and len(phrase) > len(ending) + 2:
                yield phrase[: -len(ending)] + replacement
    elif language == "de":
        for ending in ("en", "er", "es", "e", "n", "s"):
            if phrase.endswith(ending) and len(phrase) > len(ending) + 3:
                yield phrase[: -len(ending)]
