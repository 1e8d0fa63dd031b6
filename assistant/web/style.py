"""The look of the page -> CSS and the few lines of script that join [1] marks to their sources. All of it is local."""

from __future__ import annotations

FONTS = ("system-ui", "Noto Sans CJK SC", "Microsoft YaHei", "PingFang SC", "sans-serif")

CSS = """
.gradio-container { max-width: 1400px !important; margin: 0 auto; }
#panel { max-height: 78vh; overflow-y: auto; }
.sources h3 { margin: 0 0 .6rem; font-size: 1rem; }
.source { position: relative; border: 1px solid var(--border-color-primary); border-radius: 8px;
  padding: .7rem .8rem .6rem 2.6rem; margin-bottom: .7rem; background: var(--background-fill-primary); }
.source .number { position: absolute; left: .7rem; top: .7rem; font-weight: 700; color: var(--link-text-color); }
.source.nearest { padding-left: .8rem; border-style: dashed; }
.source.active { outline: 3px solid var(--link-text-color); }
.source h4 { margin: 0 0 .2rem; font-size: .95rem; line-height: 1.35; }
.source p { margin: 0 0 .25rem; font-size: .8rem; color: var(--body-text-color); opacity: .85; }
.source .path { font-style: italic; }
.source blockquote { margin: .35rem 0 0; padding: .2rem 0 0 .7rem; border-left: 3px solid var(--border-color-primary);
  font-size: .88rem; line-height: 1.6; white-space: pre-wrap; overflow-wrap: anywhere; }
.source mark { background: #ffe28a; color: #1a1a1a; padding: 0 .1em; border-radius: 2px; }
.badge { display: inline-block; border-radius: 999px; padding: 0 .55em; margin-left: .3em; font-size: .72rem;
  border: 1px solid currentColor; }
.badge.in_force { color: #17663a; } .badge.period_ended, .badge.superseded, .badge.repealed { color: #9a3412; }
.dark .badge.in_force { color: #7ee2a8; }
.dark .badge.period_ended, .dark .badge.superseded, .dark .badge.repealed { color: #fdba74; }
.quiet { opacity: .75; }
footer { display: none !important; }
@media (max-width: 640px) { #panel { max-height: none; } }
"""

HEAD = """
<meta name="referrer" content="no-referrer">
<script>
document.addEventListener('click', function (event) {
  var link = event.target.closest && event.target.closest('a[href^="#cite-"]');
  if (!link) return;
  event.preventDefault();
  document.querySelectorAll('.source.active').forEach(function (e) { e.classList.remove('active'); });
  var card = document.getElementById(link.getAttribute('href').slice(1));
  if (card) { card.classList.add('active'); card.scrollIntoView({behavior: 'smooth', block: 'center'}); card.focus(); }
});
</script>
"""
