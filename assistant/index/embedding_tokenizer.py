"""Vocabulary of the built-in model -> the tokenizer of XLM-RoBERTa, with character offsets.

SentencePiece unigram (Kudo 2018) with the nmt_nfkc normalisation, rebuilt with the library ``tokenizers``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.index.embedding_weights import Vocabulary

if TYPE_CHECKING:
    from tokenizers import Tokenizer

MARK = "\u2581"  # SentencePiece writes a space as this character
# SentencePiece leaves the full-width tilde alone (3～5年), NFKC does not: hide it behind a private-use character.
_TILDE, _HIDDEN_TILDE = "\uff5e", "\ue000"
# nmt_nfkc: these are deleted, those become a space.
_DELETED = r"[\x{1}-\x{8}\x{b}\x{e}-\x{1f}\x{7f}\x{8f}\x{9f}]"
_SPACES = (
    r"[\x{9}\x{a}\x{c}\x{d}\x{a0}\x{1680}\x{2000}-\x{200f}\x{2028}\x{2029}\x{202f}\x{205f}"
    r"\x{2581}\x{3000}\x{feff}\x{fffd}]"
)


def build_tokenizer(vocabulary: Vocabulary) -> Tokenizer:
    """Make the tokenizer; encoding adds the begin and end tokens, offsets are code points of the text given."""
    from tokenizers import Regex, Tokenizer, decoders, normalizers, pre_tokenizers, processors
    from tokenizers.models import Unigram

    pieces = list(vocabulary.pieces)
    for special in _special_ids(vocabulary):
        # U+0001 is deleted by the normaliser, so no text, "</s>" included, can spell a special token.
        pieces[special] = ("\x01" + pieces[special][0], pieces[special][1])
    tokenizer = Tokenizer(Unigram(pieces, unk_id=vocabulary.unknown, byte_fallback=False))
    tokenizer.normalizer = normalizers.Sequence(
        [
            normalizers.Replace(Regex(_DELETED), ""),
            normalizers.Replace(Regex(_SPACES), " "),
            normalizers.Replace(_TILDE, _HIDDEN_TILDE),
            normalizers.NFKC(),
            normalizers.Replace(_HIDDEN_TILDE, _TILDE),
            normalizers.Strip(left=True, right=True),
            normalizers.Replace(Regex(" {2,}"), " "),
        ]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(replacement=MARK, prepend_scheme="always", split=True)
    tokenizer.decoder = decoders.Metaspace(replacement=MARK, prepend_scheme="always")
    begin, end = pieces[vocabulary.begin][0], pieces[vocabulary.end][0]
    tokenizer.post_processor = processors.TemplateProcessing(
        single=f"{begin} $A {end}", special_tokens=[(begin, vocabulary.begin), (end, vocabulary.end)]
    )
    return tokenizer


def _special_ids(vocabulary: Vocabulary) -> set[int]:
    named = {vocabulary.begin, vocabulary.end, vocabulary.padding, vocabulary.unknown}
    return named | {index for index, (piece, _) in enumerate(vocabulary.pieces) if piece == "<mask>"}
