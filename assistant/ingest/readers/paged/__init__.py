"""A document made of pages (PDF, scans) -> canonical text: one module a step, from glyphs to paragraphs."""
