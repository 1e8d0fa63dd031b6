"""Every sentence that the page can show has Chinese words: the source of the rooms below is searched for them."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

from assistant.evaluate.tables import DEFINITIONS
from assistant.web import sentences
from assistant.web.sentences import worded
from assistant.web.texts import MEASURES

PACKAGE = Path(sentences.__file__).parents[1]
HAN = re.compile(r"[\u4e00-\u9fff]")
ERRORS = {
    "AssistantError",
    "ConfigurationError",
    "InputError",
    "IndexUnavailableError",
    "ModelUnavailableError",
    "NotAllowedError",
    "ReadError",
    "Unusable",
}
# Modules whose sentences never reach a page, and who reads them instead.
ELSEWHERE = {
    "cli": "the command line",
    "fetch": "the command line",
    "config.py": "whoever starts the service",
    "langchain_surface.py": "programs",
    "api/access.py": "whoever starts the service",
    "api/application.py": "whoever starts the service",
    "api/passwords.py": "whoever makes users",
    "api/contract.py": "programs",
    "index/embedding_cache.py": "whoever starts the service",
    "index/embedding_sentence_transformers.py": "whoever starts the service",
    "index/embedding_weights.py": "whoever starts the service",
    "index/reranker_sentence_transformers.py": "whoever starts the service",
    "evaluate/beir.py": "the command line",
    "evaluate/sheets.py": "the command line",
    "evaluate/floors.py": "the command line",
    "evaluate/judge.py": "the command line",
    "evaluate/report.py": "the command line",
    "evaluate/compare.py": "the command line",
    "research/coverage.py": "the command line",
    "research/timeline.py": "the command line",
    "research/versions.py": "the command line",
    "web/message.py": "nobody: it writes HTML",
    "render/coverage_picture.py": "nobody: the page shows no picture then",
    "render/timeline_chart.py": "the command line",
    "render/answers_xlsx.py": "the command line",
    "ingest/readers/page_image.py": "nobody: the reader shows no picture then",
}
# Conditions that only a command or a start can bring about: a page names no index, no report in a chosen folder, no
# ending, no setting.
IMPOSSIBLE = {
    "answer.reader must be",
    "index name",
    "exists and was not made by this command",
    "comes from other work",
    "another run is writing to",
    "is damaged; run the same command",
    "is this the folder of a run",
    "this result has no table",
    "cannot write",
    "does not exist; make it first",
    "is a folder; name a file",
    "leave them out with --skip-broken",
    "it is not known where the file of",
}
# Functions that give sentences back, by the statement that gives them.
RETURNED: dict[str, type[ast.AST]] = {"_warnings": ast.Yield, "_sentence": ast.Return, "_why": ast.Return}
# What stands for an expression whose value is itself words.
VALUES = {
    "hint": ("; did you mean x?", "; list them with: assistant documents"),
    "first_problem": ("", "; line 3: answer is no text"),
    "_because(warnings)": ("", " (page 2 without text)"),
    "where": ("", " at x"),
    "name": ("the chat model x",),
    "number": ("3",),
    "first": ("3",),
    "other": ("the PDF is damaged (x)",),
    "numbers": ("page 3",),
    "page_list(unsure)": ("pages 3, 4",),
    "page_list(blank)": ("page 3",),
    "page_list([page.number for page in recognised])": ("page 3",),
}
# Entries for what stands inside other sentences, or is built in another way.
WITHIN = {
    "语言模型未能完成：{problem}。以下是原文摘录。",
    "语言模型未能完成：{problem}。以下是中断之前已核对的内容。",
    "page {number}",
    "pages {numbers}",
    "line {line}: {problem}",
    "too many questions in a short time; wait {seconds} seconds and ask again",
    'text recognition is not installed; type: python -m pip install "{packages}"',
    "it cannot be opened ({problem})",
    "its text cannot be read ({problem})",
    "it held the same text as a document that has changed since; run the command again to add it",
}


def templates(node: ast.expr | None, bound: dict[str, ast.expr]) -> Iterator[str]:
    """The sentences an expression can give, sample values filled in; none where it is no text of ours."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from templates(node.body, bound)
        yield from templates(node.orelse, bound)
    elif isinstance(node, ast.JoinedStr):
        filled = [""]
        for part in node.values:
            pieces = [part.value] if isinstance(part, ast.Constant) else list(inserted(part))
            filled = [begun + str(piece) for begun in filled for piece in pieces]
        yield from filled
    elif isinstance(node, ast.Name) and node.id in bound:
        yield from templates(bound[node.id], {})


def inserted(part: ast.expr) -> Iterator[str]:
    assert isinstance(part, ast.FormattedValue)
    written = ast.unparse(part.value)
    if isinstance(part.value, ast.IfExp):
        yield from templates(part.value, {})
    else:
        yield from VALUES.get(written, ("x",))


def elements(node: ast.expr) -> list[ast.expr]:
    """What a list or tuple that is assigned holds, or the value itself."""
    if isinstance(node, ast.IfExp):
        return [*elements(node.body), *elements(node.orelse)]
    return list(node.elts) if isinstance(node, ast.List | ast.Tuple) else [node]


def sentences_of(tree: ast.Module) -> Iterator[tuple[int, str]]:
    for function in ast.walk(tree):
        if not isinstance(function, ast.FunctionDef):
            continue
        bound = {
            target.id: node.value
            for node in ast.walk(function)
            if isinstance(node, ast.Assign)
            for target in node.targets
            if isinstance(target, ast.Name)
        }
        for node in ast.walk(function):
            told: ast.expr | None = None
            if isinstance(node, ast.Call):
                name = ast.unparse(node.func)
                if name in ERRORS and node.args:
                    told = node.args[0]
                elif name == "UnreadableFile" and len(node.args) == 2:
                    told = node.args[1]
                elif name == "warnings.append":
                    told = node.args[0]
            elif isinstance(node, RETURNED.get(function.name, ())):
                told = node.value  # type: ignore[attr-defined]
            yield from ((node.lineno, one) for one in templates(told, bound))
            if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) in ("warning", "warnings"):
                for part in elements(node.value):
                    yield from ((node.lineno, one) for one in templates(part, {}))


def all_sentences() -> list[tuple[str, str]]:
    found = []
    for file in sorted(PACKAGE.rglob("*.py")):
        name = file.relative_to(PACKAGE).as_posix()
        if name in ELSEWHERE or name.split("/")[0] in ELSEWHERE:
            continue
        for line, sentence in sentences_of(ast.parse(file.read_text(encoding="utf-8"))):
            if not any(words in sentence for words in IMPOSSIBLE):
                found.append((f"{name}:{line}", sentence))
    return found


def test_every_sentence_that_a_reader_can_meet_is_chinese_on_the_chinese_page() -> None:
    found = all_sentences()
    assert len(found) > 120
    assert [f"{place}: {sentence}" for place, sentence in found if not HAN.search(worded(sentence, "zh"))] == []


def test_no_sentence_sends_a_reader_of_the_page_to_the_command_line() -> None:
    sent = [
        f"{place}: {worded(sentence, language)}"
        for place, sentence in all_sentences()
        for language in ("zh", "en")
        if re.search(r"(?<!\w)--[a-z]", worded(sentence, language))
    ]
    assert sent == []


def test_nothing_is_in_the_list_that_nobody_says() -> None:
    """An entry whose English was changed would never be used again."""
    content = tomllib.loads(Path(sentences.__file__).with_name("sentences.toml").read_text(encoding="utf-8"))
    said = [sentence for _, sentence in all_sentences()]
    unused = []
    for entry in [*content["chinese"], *content["english"]]:
        pattern = "".join(re.escape(fixed) + (".*" if name else "") for fixed, name, *_ in Formatter().parse(entry))
        if entry not in WITHIN and not any(re.fullmatch(pattern, sentence, re.DOTALL) for sentence in said):
            unused.append(entry)
    assert unused == []


def test_every_measure_of_an_evaluation_has_a_chinese_meaning() -> None:
    assert set(MEASURES) == {one.name for one in DEFINITIONS}


def test_both_languages_name_the_same_things() -> None:
    content = tomllib.loads(Path(sentences.__file__).with_name("sentences.toml").read_text(encoding="utf-8"))
    for sentence, words in [*content["chinese"].items(), *content["english"].items()]:
        named = [name for _, name, *_ in Formatter().parse(sentence) if name]
        assert len(named) == len(set(named)), sentence
        assert {name for _, name, *_ in Formatter().parse(words) if name} <= set(named), sentence


@pytest.mark.parametrize(
    ("english", "chinese"),
    [
        ("its 3 pages hold no text (page 2 without text)", "3 页都没有文字（第 2 页 没有文字）"),
        (
            "/srv/ab/q.jsonl holds no usable question; line 2: question is missing; "
            "see docs/evaluation.md for the format",
            "q.jsonl 中没有可用的问题（第 2 行：缺少 question）；格式见 docs/evaluation.md。",
        ),
        (
            "语言模型未能完成：the chat model m cannot be reached at http://h:1/v1; "
            "start the server or check llm.base_url。"
            "以下是原文摘录。",
            "语言模型未能完成：无法连接语言模型 m（http://h:1/v1）。以下是原文摘录。",
        ),
        ("something nobody has words for", "something nobody has words for"),
    ],
)
def test_values_that_are_sentences_are_worded_too(english: str, chinese: str) -> None:
    assert worded(english, "zh") == chinese


def test_an_english_reader_sees_no_folder_of_the_server() -> None:
    assert worded("/srv/data/gradio/ab12/q.jsonl cannot be read (gone)", "en") == "q.jsonl cannot be read (gone)"
    assert worded("the chat model m cannot be reached at http://h:1/v1", "en").endswith("at http://h:1/v1")
