"""Questions with gold words -> the learned changes of the reading model, ``assistant/index/reader.npz``.

In two steps, the second on top of the first (about an hour on two cores)::

    python -m benchmarks.train_reader --bench FOLDER --data FOLDER --output first.npz
    python -m benchmarks.train_reader --bench FOLDER --data FOLDER --start first.npz --share 0.2
        --digests benchmarks/reader_questions --output assistant/index/reader.npz

The first reads encyclopedia questions, the second mostly questions written on the digests of ``corpus/``, half of
which the digest does not answer. Only half of each benchmark set is trained on, and no policy questions of benchmarks.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import torch
from torch.nn import functional

from assistant.config import load_settings
from assistant.index.builtin_reader import PairTokens, pair_tokens
from assistant.index.embedding_cache import TOKENIZER_FILE, prepare_model
from assistant.wiring import ingest, open_assistant
from benchmarks.reader_examples import Example, Pair, examples_of_benchmark, examples_of_digests
from benchmarks.reader_model import ReadingModel
from benchmarks.retrieval import prepare, questions_of

if TYPE_CHECKING:
    from tokenizers import Tokenizer

_SETS = ("mlqa_zh", "mlqa_zh/questions_from_en", "mlqa_en", "mlqa_en/questions_from_zh")
_TOKENS_PER_STEP = 3_072
_SEEMING = 2  # texts without the answer beside one with it
_RATE = 5e-4
_HEAD_RATE = 2e-3
_WARM_UP = 0.06
_DIGESTS = "reader-digests"


@dataclass(frozen=True, slots=True)
class Item:
    """A tokenized pair; ``begin`` and ``end`` are the tokens of the answer, 0 where there is none."""

    tokens: PairTokens
    begin: int
    end: int


def items_of(examples: Sequence[Example], tokenizer: Tokenizer, chance: random.Random) -> list[Item]:
    """The pairs of one epoch: one text that answers and two that do not for each question."""
    chosen: list[Pair] = []
    for example in examples:
        seeming = example.seeming
        if example.answering:
            chosen.append(chance.choice(example.answering))
            seeming = seeming[: _SEEMING + 1]
        chosen.extend(chance.sample(seeming, min(_SEEMING, len(seeming))))
    return [item for pair in chosen if (item := item_of(pair, tokenizer))]


def item_of(pair: Pair, tokenizer: Tokenizer) -> Item | None:
    """The pair as tokens; None when its answer lies behind the last token the model takes in."""
    (tokens,) = pair_tokens(tokenizer, pair.question, [pair.context])
    if pair.words is None:
        return Item(tokens, 0, 0)
    start, end = pair.words
    inside = [place for place, (low, high) in enumerate(tokens.offsets) if high > start and low < end and high > low]
    return Item(tokens, tokens.first + inside[0], tokens.first + inside[-1]) if inside else None


def batches(items: Sequence[Item], chance: random.Random) -> Iterator[list[Item]]:
    """Items of about equal length together, in random order."""
    together: list[list[Item]] = [[]]
    for item in sorted(items, key=lambda one: len(one.tokens.ids) + 8 * chance.random()):
        if together[-1] and len(item.tokens.ids) * (len(together[-1]) + 1) > _TOKENS_PER_STEP:
            together.append([])
        together[-1].append(item)
    chance.shuffle(together)
    yield from together


def loss_of(model: ReadingModel, batch: Sequence[Item]) -> torch.Tensor:
    """Cross entropy of begin and end, and of "answers"."""
    longest = max(len(item.tokens.ids) for item in batch)
    ids = torch.ones(len(batch), longest, dtype=torch.long)
    used = torch.zeros(len(batch), longest, dtype=torch.bool)
    allowed = used.clone()
    allowed[:, 0] = True
    for row, item in enumerate(batch):
        ids[row, : len(item.tokens.ids)] = torch.tensor(item.tokens.ids)
        used[row, : len(item.tokens.ids)] = True
        allowed[row, item.tokens.first : item.tokens.first + len(item.tokens.offsets)] = True
    begin, end = (torch.tensor([getattr(item, name) for item in batch]) for name in ("begin", "end"))
    with torch.autocast("cpu", torch.bfloat16):
        begins, ends, answers = model(ids, used, allowed)
    spans = functional.cross_entropy(begins.float(), begin) + functional.cross_entropy(ends.float(), end)
    return spans / 4 + functional.binary_cross_entropy_with_logits(answers.float(), (begin > 0).float())


@dataclass(frozen=True, slots=True)
class Material:
    """What is read: all ``written`` examples in each epoch, and a ``share`` of the ``benchmark`` ones drawn anew."""

    benchmark: Sequence[Example]
    written: Sequence[Example]
    share: float

    def epoch(self, tokenizer: Tokenizer, chance: random.Random) -> list[list[Item]]:
        """The batches of one epoch."""
        drawn = [one for one in self.benchmark if chance.random() < self.share]
        return list(batches(items_of([*drawn, *self.written], tokenizer, chance), chance))


def train(model: ReadingModel, material: Material, epochs: int, tokenizer: Tokenizer) -> None:
    """AdamW with a linear warm-up and decay."""
    chance = random.Random(1)
    heads = [*model.span.parameters(), *model.answers.parameters()]
    known = {id(one) for one in heads}
    rest = [one for one in model.parameters() if one.requires_grad and id(one) not in known]
    optimiser = torch.optim.AdamW(
        [{"params": rest, "lr": _RATE}, {"params": heads, "lr": _HEAD_RATE}], weight_decay=0.01
    )
    rates = [group["lr"] for group in optimiser.param_groups]
    started, total = time.perf_counter(), 0
    losses: list[float] = []
    for epoch in range(epochs):
        todo = material.epoch(tokenizer, chance)
        total = total or len(todo) * epochs
        for batch in todo:
            factor = min(1.0, (len(losses) + 1) / (_WARM_UP * total)) * max(0.02, 1 - len(losses) / (1.02 * total))
            for group, rate in zip(optimiser.param_groups, rates, strict=True):
                group["lr"] = rate * factor
            loss = loss_of(model, batch)
            optimiser.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_([*rest, *heads], 1.0)
            optimiser.step()
            losses.append(float(loss.detach()))
            if len(losses) % 20 == 0:
                spent = time.perf_counter() - started
                print(f"epoch {epoch} {len(losses)}/{total} loss {np.mean(losses[-20:]):.3f} {spent:.0f} s", flush=True)


def main() -> None:
    """Command line, see the module's docstring."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--bench", type=Path, required=True)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--digests", type=Path, help="folder of questions written on the digests of corpus/")
    parser.add_argument("--start", type=Path, help="learned changes to go on from")
    parser.add_argument("--share", type=float, default=1.0, help="of the benchmark examples in each epoch")
    parser.add_argument("--epochs", type=int, default=2)
    parser.add_argument("--output", type=Path, required=True)
    arguments = parser.parse_args()
    from tokenizers import Tokenizer

    settings = load_settings()
    benchmark: list[Example] = []
    for name in _SETS:
        with open_assistant(settings, prepare(settings, name, arguments.bench, arguments.data)) as assistant:
            benchmark.extend(examples_of_benchmark(assistant, questions_of(arguments.bench, name)))
    written: list[Example] = []
    if arguments.digests:
        ingest(settings, [Path("corpus/documents")], _DIGESTS)
        with open_assistant(settings, _DIGESTS) as assistant:
            files = sorted(arguments.digests.glob("*.jsonl"))
            written = list(examples_of_digests(assistant, files, random.Random(2)))
    print(f"{len(benchmark)} examples of benchmarks, {len(written)} written ones", flush=True)
    torch.manual_seed(1)
    model = ReadingModel()
    if arguments.start:
        model.load(arguments.start)
    tokenizer = Tokenizer.from_file(str(prepare_model(settings.embedding.cache) / TOKENIZER_FILE))
    train(model, Material(benchmark, written, arguments.share), arguments.epochs, tokenizer)
    model.save(arguments.output)


if __name__ == "__main__":
    main()
