"""Texts -> vectors of any sentence-transformers model, a hub name or a folder, with that model's own prompts.

Nothing is ever downloaded: a model must lie on this machine before it can be named in the settings.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from assistant.errors import ModelUnavailableError
from assistant.index.embedding_pooling import (
    EncodedText,
    Progress,
    Result,
    Vectors,
    own_tokens,
    readable,
    unit,
    vectors_with_sentences,
)

_BATCH = 32
_TEXTS_PER_WINDOW = 256  # bounds the token vectors held at a time
_CHARACTERS_PER_TOKEN = 64  # more than any token spells on average; spares tokenizing what is cut off anyway
_PROBE = "Clusters link firms. 集群联系企业。"
_DOCUMENT_PROMPTS = ("document", "passage", "corpus")  # the names encode_document tries, in its order


class SentenceTransformersEmbedder:
    """Any sentence-transformers model; implements :class:`assistant.index.embedder.Embedder`.

    Sentences are pooled from the passage's own pass where the model's text vector is the mean of its token vectors, and
    embedded one by one where it is not (a first-token or projected vector means something else than a mean of tokens).
    """

    def __init__(self, model: str, threads: int = 0) -> None:
        """Load ``model`` from this machine; importing torch takes seconds.

        Raises:
            ModelUnavailableError: no such folder, no such model in the local hub cache, or it does not load.
        """
        is_folder = Path(model).expanduser().is_dir()
        if not is_folder and model.startswith((".", "/", "~")):
            raise ModelUnavailableError(
                f"embedding.model names the folder {model}, which does not exist; correct the path"
            )
        try:
            import torch
            from sentence_transformers import SentenceTransformer

            if threads:
                torch.set_num_threads(threads)
            source = str(Path(model).expanduser()) if is_folder else model
            self._model: Any = SentenceTransformer(source, device="cpu", local_files_only=True)
        except ImportError as problem:
            raise ModelUnavailableError(
                f"embedding.model = {model!r} needs a package that is missing ({problem}); "
                "type: pip install 'sentence-transformers>=6.2,<7' 'torch==2.13.0'"
            ) from None
        except (OSError, ValueError) as problem:
            advice = (
                "check that it is a sentence-transformers folder"
                if is_folder
                else f"with a network, type once: hf download {model}; or set embedding.model to a folder or 'builtin'"
            )
            raise ModelUnavailableError(
                f"the embedding model {model!r} cannot be loaded from this machine; {advice} ({_first_line(problem)})"
            ) from None
        self.identity = f"sentence-transformers:{model}@{_folder_hash(Path(source)) if is_folder else self._revision()}"
        self._limit = int(self._model.get_max_seq_length() or 512) * _CHARACTERS_PER_TOKEN
        self.dimension = int(self.embed_queries([_PROBE]).shape[1])
        self._has_tokens, self._pools_tokens = self._probe()

    def embed_passages(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """Embed passages with the model's document prompt -> unit vectors (n, dimension)."""
        done: list[Vectors] = []
        for start in range(0, len(texts), _TEXTS_PER_WINDOW):
            window = self._readable(texts[start : start + _TEXTS_PER_WINDOW])
            done.append(unit(self._model.encode_document(window, batch_size=_BATCH, show_progress_bar=False)))
            if progress is not None:
                progress(start + len(window))
        return np.concatenate(done) if done else np.zeros((0, self.dimension), np.float32)

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        """Embed questions with the model's query prompt -> unit vectors (n, dimension)."""
        if not texts:
            return np.zeros((0, self.dimension), np.float32)
        return unit(self._model.encode_query(self._readable(texts), batch_size=_BATCH, show_progress_bar=False))

    def embed_with_sentences(
        self,
        prefixes: Sequence[str],
        texts: Sequence[str],
        spans: Sequence[Sequence[tuple[int, int]]],
        progress: Progress | None = None,
    ) -> tuple[Vectors, list[Vectors]]:
        """Embed each ``prefix + text`` and each span of the text, in one pass where the model allows."""
        if self._pools_tokens:
            return vectors_with_sentences(self._encode_documents, prefixes, texts, spans, self.dimension, progress)
        passages = self.embed_passages([prefix + text for prefix, text in zip(prefixes, texts, strict=True)], progress)
        flat = self.embed_passages([text[a:b] for text, own in zip(texts, spans, strict=True) for a, b in own])
        cuts = np.cumsum([len(own) for own in spans])[:-1]
        return passages, list(np.split(flat, cuts)) if texts else []

    def token_vectors(self, texts: Sequence[str], query: bool) -> list[Vectors]:
        """Unit vectors of each text's tokens; a model without token vectors gives the text's vector as its one row."""
        if not self._has_tokens:
            return [row[None] for row in (self.embed_queries(texts) if query else self.embed_passages(texts))]
        return self._encode(texts, lambda _, encoded: own_tokens(encoded), query=query)

    def _encode_documents(
        self, texts: Sequence[str], reduce: Callable[[int, EncodedText], Result], progress: Progress | None = None
    ) -> list[Result]:
        return self._encode(texts, reduce, progress)

    def _encode(
        self,
        texts: Sequence[str],
        reduce: Callable[[int, EncodedText], Result],
        progress: Progress | None = None,
        query: bool = False,
    ) -> list[Result]:
        prompt = self._prompt(query)
        results: list[Result] = []
        for start in range(0, len(texts), _TEXTS_PER_WINDOW):
            window = self._readable(texts[start : start + _TEXTS_PER_WINDOW])
            encode = self._model.encode_query if query else self._model.encode_document
            passes = encode(window, output_value=None, batch_size=_BATCH, show_progress_bar=False)
            for text, features in zip(window, passes, strict=True):
                results.append(reduce(len(results), self._encoded(text, prompt, features)))
            if progress is not None:
                progress(len(results))
        return results

    def _encoded(self, text: str, prompt: str, features: dict[str, Any]) -> EncodedText:
        kept = features["attention_mask"].bool().numpy()
        whole = self._model.tokenizer(prompt + text, return_offsets_mapping=True, truncation=False, verbose=False)
        ends = np.array([end for _, end in whole["offset_mapping"]], np.int64) - len(prompt)
        ids = features["input_ids"].numpy()[kept]
        cut = len(ends) > len(ids)
        if cut:  # truncation drops own tokens and keeps the closing special ones
            closing = int(np.argmax(ends[::-1] > 0))
            ends = np.concatenate([ends[: len(ids) - closing], ends[len(ends) - closing :]])
        return EncodedText(
            text_vector=unit(features["sentence_embedding"].float().numpy()),
            token_vectors=features["token_embeddings"].float().numpy()[kept],
            ends=ends,
            reach=int(ends.max()) if cut else len(text),
        )

    def _probe(self) -> tuple[bool, bool]:
        """Whether the model has token vectors with offsets, and whether their mean is its text vector."""
        try:
            encoded = self._encode([_PROBE], lambda _, found: found)[0]
        except (KeyError, NotImplementedError, AttributeError, ValueError, TypeError):
            return False, False  # static embeddings and slow tokenizers
        mean = unit(encoded.token_vectors.mean(axis=0))
        same = mean.shape == encoded.text_vector.shape and bool(np.allclose(mean, encoded.text_vector, atol=1e-4))
        return True, same

    def _prompt(self, query: bool) -> str:
        prompts = self._model.prompts
        names = ("query",) if query else _DOCUMENT_PROMPTS
        name = next((name for name in names if name in prompts), self._model.default_prompt_name)
        return prompts.get(name) or ""

    def _readable(self, texts: Sequence[str]) -> list[str]:
        return [readable(text[: self._limit]) for text in texts]

    def _revision(self) -> str:
        config = getattr(getattr(self._model[0], "auto_model", None), "config", None)
        return str(getattr(config, "_commit_hash", None) or "unknown")


def _folder_hash(folder: Path) -> str:
    """Checksum of a model folder: names and contents of all files that are not hidden."""
    digest = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.is_file() and not path.name.startswith(".")):
        with path.open("rb") as file:
            digest.update(f"{path.relative_to(folder)}\0{hashlib.file_digest(file, 'sha256').hexdigest()}\n".encode())
    return digest.hexdigest()[:12]


def _first_line(problem: Exception) -> str:
    return str(problem).strip().split("\n", 1)[0]
