"""The whole way from questions to a report, a comparison and limits, without a model."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.config import ChromaSettings, LlmSettings, Settings
from assistant.domain import Scope
from assistant.errors import InputError, ModelUnavailableError
from assistant.evaluate.case import Case, CaseFile, Gold, Problem
from assistant.evaluate.compare import compare, comparison_json
from assistant.evaluate.evaluate import Request, evaluate
from assistant.evaluate.faults import Severity, fault, worst_first
from assistant.evaluate.floors import broken, parse_limit, read_floors
from assistant.evaluate.judge import Label, kappa, read_labels
from assistant.evaluate.provenance import provenance, public_settings
from assistant.evaluate.report import Report, read_report, report_json
from assistant.evaluate.subject import Method
from assistant.render.comparison_page import comparison_page
from assistant.render.evaluation_page import report_page
from tests.evaluate.workplace import CopyingSubject, SmallLibrary
from tests.fakes import ScriptedModel

CASES = (
    Case(
        "1", 1, "广东省到2025年建成多少个集群？", True, "zh", "target", "十七个。", (Gold("gd.txt", "建成十七个集群"),)
    ),
    Case("2", 2, "省财政每年安排多少亿元？", True, "zh", "fact", "三亿元。", (Gold("gd.txt", "安排三亿元"),)),
    Case("3", 3, "The agency funded how many clusters?", True, "en", "fact", "fourteen", (Gold("us.txt", "fourteen"),)),
    Case("4", 4, "火星上有水吗？<script>alert(1)</script>", False, "zh", "unanswerable"),
)
FILE = CaseFile("set.jsonl", "f" * 64, CASES)


def run(
    folder: Path, request: Request | None = None, file: CaseFile = FILE, subject: CopyingSubject | None = None
) -> Report:
    library = SmallLibrary()
    given = subject or CopyingSubject(library)
    origin = provenance(file.name, file.sha256, library.summaries(), "copying", Settings(), {})
    return evaluate(given, library, file, origin, folder, request or Request())


def test_the_figures_of_a_small_set(tmp_path: Path) -> None:
    report = run(tmp_path)
    whole = report.slices[0].estimates
    assert whole["hit@1"].value == whole["cites_gold"].value == 3 / 3
    assert whole["refusal_recall"].value == whole["refusal_f1"].value == 1
    assert whole["quote_validity"].value == 1
    assert whole["facts_recall"].value == 1
    assert whole["stability"].value is None
    assert [(one.dimension, one.name, one.questions) for one in report.slices] == [
        ("all", "all", 4),
        ("kind", "fact", 2),
        ("kind", "target", 1),
        ("kind", "unanswerable", 1),
        ("language", "en", 1),
        ("language", "zh", 3),
        ("jurisdiction", "CN-GD", 2),
        ("jurisdiction", "US", 1),
        ("jurisdiction", "none", 1),
    ]


def test_the_same_run_twice_has_the_same_figures(tmp_path: Path) -> None:
    first, second = (report_json(run(tmp_path / name)) for name in "ab")
    assert first["figures_sha256"] == second["figures_sha256"]
    assert {**first, "performance": None} == {**second, "performance": None}


def test_a_run_that_was_stopped_and_one_that_was_not_give_the_same_report(tmp_path: Path) -> None:
    stopped = CopyingSubject(SmallLibrary())
    stopped.stops_at = 2
    with pytest.raises(KeyboardInterrupt):
        run(tmp_path / "a", subject=stopped)
    going_on = CopyingSubject(SmallLibrary())
    resumed = run(tmp_path / "a", subject=going_on)
    assert len(going_on.asked) == 2
    assert resumed.figures_sha256 == run(tmp_path / "b").figures_sha256


def test_a_question_that_fails_counts_as_wrong_and_is_shown_first(tmp_path: Path) -> None:
    subject = CopyingSubject(SmallLibrary())
    subject.fails_on = {CASES[1].question}
    report = run(tmp_path, subject=subject)
    assert report.slices[0].errors == 1
    assert report.slices[0].estimates["cites_gold"].value == 2 / 3
    worst = worst_first(list(report.outcomes))[0]
    assert fault(worst).severity is Severity.FAILED
    assert "ValueError: a defect" in report_page(report)


def test_a_quote_that_the_stored_text_does_not_say_is_found(tmp_path: Path) -> None:
    run(tmp_path)
    records = tmp_path / "records.jsonl"
    records.write_text(
        records.read_text(encoding="utf-8").replace('"quote":"省财政', '"quote":"市财政'), encoding="utf-8"
    )
    report = run(tmp_path)
    assert report.slices[0].estimates["quote_validity"].value == 2 / 3
    assert fault(worst_first(list(report.outcomes))[0]).severity is Severity.FALSE_QUOTE


def test_asking_again(tmp_path: Path) -> None:
    subject = CopyingSubject(SmallLibrary())
    report = run(tmp_path, Request(Method(repeats=3)), subject=subject)
    assert len(subject.asked) == 3 * 4
    assert report.slices[0].estimates["stability"].value == 1


def test_retrieval_only(tmp_path: Path) -> None:
    subject = CopyingSubject(SmallLibrary())
    report = run(tmp_path, Request(Method(retrieval_only=True)), subject=subject)
    assert not subject.asked
    assert report.slices[0].estimates["hit@1"].n == 3
    assert report.slices[0].estimates["cites_gold"].value is None
    assert report.slices[0].estimates["refusal_f1"].method == "no cases"
    assert "Reliability" not in report_page(report)


def test_lines_that_cannot_be_used_stop_the_run_before_it_begins(tmp_path: Path) -> None:
    lost = Case("5", 5, "?", True, gold=(Gold("gd.txt", "二十个"),))
    file = replace(FILE, cases=(*CASES, lost), problems=(Problem(9, "not a JSON object"),))
    with pytest.raises(
        InputError, match=r"2 lines cannot be used: line 5: 5: the gold quote .*; line 9: .*--skip-broken"
    ):
        run(tmp_path, file=file)
    assert not (tmp_path / "records.jsonl").exists()
    twice = replace(lost, gold=(*lost.gold, Gold("gd.txt", "二十一个")))
    with pytest.raises(InputError, match="1 line cannot be used"):
        run(tmp_path, file=replace(FILE, cases=(*CASES, twice)))
    report = run(tmp_path, Request(skip_broken=True), file)
    assert report.slices[0].questions == 4
    assert "二十个" in report_page(report)


def test_the_page_runs_nothing_and_needs_nothing(tmp_path: Path) -> None:
    cases = (*CASES[:3], replace(CASES[3], answerable=True, gold=(Gold("us.txt", page=1),)))
    page = report_page(run(tmp_path, file=replace(FILE, cases=cases)))
    assert "<script" not in page
    assert "&lt;script&gt;alert(1)" in page
    assert "default-src 'none'" in page
    assert "http://" not in page
    assert "src=" not in page
    assert "<svg" in page
    assert "NaN" not in page
    assert page.index("refused, though the library answers it") < page.index("To make these figures again")


def test_report_json_has_no_nan_and_no_secret(tmp_path: Path) -> None:
    run(tmp_path)
    text = (tmp_path / "report.json").read_text(encoding="utf-8")
    json.loads(text, parse_constant=lambda name: pytest.fail(name))
    settings = Settings(
        llm=LlmSettings(api_key="sk-secret", base_url="https://user:pass@host/v1?key=1"),
        chroma=ChromaSettings(token="t0k"),
    )
    shown = json.dumps(public_settings(settings))
    assert not any(word in shown for word in ("sk-secret", "pass@", "t0k", "key=1"))
    assert public_settings(settings)["llm.base_url"] == "https://host/v1"


def test_the_ragas_rows(tmp_path: Path) -> None:
    run(tmp_path)
    rows = [json.loads(line) for line in (tmp_path / "ragas.jsonl").read_text(encoding="utf-8").splitlines()]
    assert set(rows[0]) == {"user_input", "retrieved_contexts", "reference_contexts", "response", "reference"}
    assert rows[1]["response"] == "省财政每年安排三亿元。"


def test_a_comparison_names_what_flipped(tmp_path: Path) -> None:
    run(tmp_path / "a")
    worse = CopyingSubject(SmallLibrary())
    worse.fails_on = {CASES[0].question}
    run(tmp_path / "b", subject=worse)
    found = compare(read_report(tmp_path / "a"), read_report(tmp_path / "b"))
    cited = next(one for one in found.differences if one.measure == "cites_gold")
    assert (cited.difference.first, cited.difference.second) == (1, 2 / 3)
    assert {(flip.measure, flip.gained, flip.before.identity) for flip in found.flips} == {
        (name, False, "1") for name in ("cites_gold", "right_decision", "hit@1", "hit@5")
    }
    assert "failed with an error" in comparison_page(found)
    json.dumps(comparison_json(found), allow_nan=False)


def test_reports_that_cannot_be_compared(tmp_path: Path) -> None:
    run(tmp_path / "a")
    run(tmp_path / "b", file=replace(FILE, cases=(replace(CASES[0], identity="x"),)))
    with pytest.raises(InputError, match="no question in common"):
        compare(read_report(tmp_path / "a"), read_report(tmp_path / "b"))
    with pytest.raises(InputError, match=r"there is no report\.json"):
        read_report(tmp_path)
    (tmp_path / "report.json").write_text("{}", encoding="utf-8")
    with pytest.raises(InputError, match="is no report"):
        read_report(tmp_path)


def test_limits(tmp_path: Path) -> None:
    report = run(tmp_path / "run")
    floors = tmp_path / "floors.json"
    floors.write_text('{"at_least": {"hit@1": 1.0}, "at_most": {"false_refusal_rate": 0.0}}', encoding="utf-8")
    assert broken(report, read_floors(floors)) == ()
    limits = [
        parse_limit(text, at_most=False) for text in ("brier=1", "hit@5[kind=target]=0.9", "hit@5[kind=none]=0.1")
    ]
    low, missing = broken(report, limits)
    assert low.startswith("brier is 0.")
    assert missing == "hit@5[kind=none]: no cases, so the limit 0.1 cannot be checked"


@pytest.mark.parametrize("text", ["hit@5", "hit@5=80", "hits=0.5", "hit@5=0.8.1", "hit@5[kind]=0.5"])
def test_limits_that_are_none(text: str) -> None:
    with pytest.raises(InputError):
        parse_limit(text, at_most=False)


VERDICT = '{"sentences": [true], "points": [true], "reason": "fine"}'


def test_a_judge_and_people(tmp_path: Path) -> None:
    model = ScriptedModel(VERDICT, '{"sentences": [false], "points": [true]}', f"```json\n{VERDICT}\n```")
    labels = {"1": Label(True, True), "2": Label(False, None), "3": Label(False, True)}
    report = run(tmp_path, Request(judge=model, labels=labels))
    assert report.slices[0].estimates["faithfulness"].value == 2 / 3
    assert report.slices[0].estimates["completeness"].value == 1
    assert report.agreement is not None
    faithful, complete = report.agreement["labels"]
    # people yes, no, no; judge yes, no, yes: agreed 2/3, by chance 1/3 * 2/3 + 2/3 * 1/3 = 4/9
    assert faithful["kappa"] == pytest.approx((2 / 3 - 4 / 9) / (1 - 4 / 9))
    assert (complete["n"], complete["agreement"], complete["kappa"]) == (2, 1, None)
    assert "not defined" in report_page(report)


@pytest.mark.parametrize(
    "reply", ["no", '{"sentences": [true, true], "points": [true]}', '{"sentences": ["yes"], "points": [1]}']
)
def test_a_judge_that_does_not_keep_to_the_form_costs_no_answer(tmp_path: Path, reply: str) -> None:
    report = run(tmp_path, Request(judge=ScriptedModel(reply, ModelUnavailableError("gone"), reply)))
    assert report.slices[0].errors == 0
    assert report.slices[0].estimates["faithfulness"].value is None


def test_kappa_by_hand() -> None:
    # 20 yes-yes, 5 yes-no, 10 no-yes, 15 no-no: observed 0.7, chance 0.5 * 0.6 + 0.5 * 0.4 = 0.5
    pairs = [(True, True)] * 20 + [(True, False)] * 5 + [(False, True)] * 10 + [(False, False)] * 15
    assert kappa(pairs) == pytest.approx((0.7 - 0.5) / (1 - 0.5))


def test_labels_are_read_or_refused(tmp_path: Path) -> None:
    file = tmp_path / "labels.jsonl"
    file.write_text('{"id": 1, "faithful": true}\n', encoding="utf-8")
    assert read_labels(file) == {"1": Label(True, None)}
    file.write_text('{"id": 1}\n', encoding="utf-8")
    with pytest.raises(InputError, match="line 1"):
        read_labels(file)


def test_a_scope_narrows_only_when_asked_to(tmp_path: Path) -> None:
    seen: list[Scope] = []

    class Watching(CopyingSubject):
        def search(self, query: str, *, scope: Scope = Scope(), k: int | None = None):  # type: ignore[no-untyped-def]  # noqa: B008
            seen.append(scope)
            return super().search(query, scope=scope, k=k)

    narrow = Scope(jurisdictions=("CN-GD",))
    file = replace(FILE, cases=(replace(CASES[0], scope=narrow),))
    for name, use_scope in (("a", False), ("b", True)):
        run(tmp_path / name, Request(Method(retrieval_only=True, use_scope=use_scope)), file, Watching(SmallLibrary()))
    assert seen == [Scope(), narrow]
