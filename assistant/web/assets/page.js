// Joins the parts of the page: [1] marks and their sources, copying, verdicts, the reader. Loaded before Gradio.
(function () {
  'use strict';
  var language = document.currentScript.dataset.language;
  var words = JSON.parse(document.currentScript.dataset.words);
  // Gradio words its own buttons by the browser's language; here the page's language counts.
  ['language', 'languages'].forEach(function (name) {
    try {
      Object.defineProperty(navigator, name, { get: function () { return name === 'language' ? language : [language]; } });
    } catch (problem) { /* the browser's own language then */ }
  });

  function all(selector, root) { return Array.prototype.slice.call((root || document).querySelectorAll(selector)); }

  function showSource(id) {
    var card = document.getElementById(id);
    if (!card) return;
    var section = card.closest('section');
    all('section.sources').forEach(function (one) { one.hidden = one !== section; });
    all('.source.active').forEach(function (one) { one.classList.remove('active'); });
    card.classList.add('active');
    card.open = true;
    var calm = window.matchMedia('(prefers-reduced-motion: reduce)').matches;
    card.scrollIntoView({ behavior: calm ? 'auto' : 'smooth', block: 'nearest' });
    var summary = card.querySelector('summary');
    if (summary) summary.focus({ preventScroll: true });
  }

  function copy(text) {
    if (navigator.clipboard && window.isSecureContext) return navigator.clipboard.writeText(text);
    // Plain http in a department's network has no clipboard interface.
    var area = document.createElement('textarea');
    area.value = text;
    document.body.appendChild(area);
    area.select();
    var done = document.execCommand('copy');
    area.remove();
    return done ? Promise.resolve() : Promise.reject(new Error('not copied'));
  }

  function tell(button, words) {
    var place = button.closest('.source').querySelector('.told');
    if (place) place.textContent = words;
  }

  function sendVerdict(button) {
    var section = button.closest('section');
    var form = button.closest('.wrong');
    var verdict = JSON.parse(section.dataset.answer);
    verdict.verdict = 'wrong_citation';
    verdict.citation = Number(button.dataset.send);
    verdict.comment = form.querySelector('textarea').value || null;
    fetch('/api/v1/feedback', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(verdict)
    }).then(function (answer) {
      if (!answer.ok) throw new Error(String(answer.status));
      form.hidden = true;
      tell(button, words.thanks);
    }).catch(function () {
      tell(button, words.not_sent);
    });
  }

  function openReader(link) {
    var old = document.getElementById('reader');
    if (old) old.remove();
    var dialog = document.createElement('dialog');
    dialog.id = 'reader';
    dialog.setAttribute('aria-label', link.textContent);
    var close = document.createElement('button');
    close.type = 'button';
    close.className = 'close';
    close.textContent = words.close + ' ✕';
    close.addEventListener('click', function () { dialog.close(); });
    var frame = document.createElement('iframe');
    frame.title = link.textContent;
    frame.src = link.href;
    dialog.appendChild(close);
    dialog.appendChild(frame);
    dialog.addEventListener('click', function (event) { if (event.target === dialog) dialog.close(); });
    dialog.addEventListener('close', function () { dialog.remove(); link.focus(); });
    document.body.appendChild(dialog);
    dialog.showModal();
  }

  // A table that is rendered anew between press and release takes the link away, and the click with it.
  var pressed = null;
  document.addEventListener('pointerdown', function (event) {
    pressed = event.target.closest ? event.target.closest('a.open') : null;
  }, true);
  document.addEventListener('pointerup', function () {
    if (pressed && !pressed.isConnected && window.HTMLDialogElement) openReader(pressed);
    pressed = null;
  }, true);

  document.addEventListener('click', function (event) {
    var target = event.target.closest ? event.target : null;
    if (!target) return;
    var mark = target.closest('a[href*="#cite-"]');
    if (mark) {
      event.preventDefault();
      event.stopPropagation();
      showSource(mark.getAttribute('href').split('#')[1]);
      return;
    }
    var copies = target.closest('[data-copy]');
    if (copies) {
      copy(copies.dataset.copy).then(
        function () { tell(copies, words.copied); },
        function () { tell(copies, copies.dataset.copy); }
      );
      return;
    }
    var wrong = target.closest('[data-wrong]');
    if (wrong) {
      var form = wrong.closest('.source').querySelector('.wrong');
      form.hidden = !form.hidden;
      wrong.setAttribute('aria-expanded', String(!form.hidden));
      if (!form.hidden) form.querySelector('textarea').focus();
      return;
    }
    var send = target.closest('[data-send]');
    if (send) { sendVerdict(send); return; }
    var link = target.closest('a.open');
    if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey && window.HTMLDialogElement) {
      event.preventDefault();
      openReader(link);
    }
  }, true);

  // Names that Gradio leaves out or leaves in English, for people who hear the page instead of seeing it.
  var NAMES = { 'Copy message': words.copy, 'More tabs': words.more_tabs, 'Copied message': words.copied, 'Scroll down': words.scroll_down };
  function nameThings() {
    all('[aria-label]').forEach(function (one) {
      var name = NAMES[one.getAttribute('aria-label')];
      if (name) { one.setAttribute('aria-label', name); one.title = name; }
    });
    all('#chat textarea').forEach(function (area) {
      if (!area.getAttribute('aria-label')) area.setAttribute('aria-label', words.question);
    });
    all('#chips label').forEach(function (label) {
      var box = label.querySelector('input');
      if (box && box.title !== label.innerText) box.title = label.innerText;
    });
    document.documentElement.lang = language;
  }
  // Gradio tells the place in the queue in English only, and in small type.
  function wordQueue() {
    all('.meta-text, .meta-text-center, .progress-text').forEach(function (place) {
      place.childNodes.forEach(function (node) {
        if (node.nodeType !== Node.TEXT_NODE) return;
        var told = node.data.replace(/queue: (\d+)\/(\d*) \|/, function (all, position, size) {
          return words.queued.replace('{place}', position).replace('{count}', size || position) + ' · ';
        }).replace('processing |', words.processing + ' · ');
        if (told !== node.data) node.data = told;
      });
    });
  }

  var asked = 0;
  function showQuestion() {
    var questions = all('#chat .user-row, #chat .message-row.user');
    if (questions.length > asked) {
      var log = questions[0].closest('[role="log"], .bubble-wrap');
      var last = questions[questions.length - 1];
      if (log) log.scrollTop += last.getBoundingClientRect().top - log.getBoundingClientRect().top - 12;
    }
    asked = questions.length;
  }

  document.addEventListener('DOMContentLoaded', function () {
    nameThings();
    new MutationObserver(wordQueue).observe(document.body, { childList: true, characterData: true, subtree: true });
    new MutationObserver(function () { nameThings(); showQuestion(); }).observe(document.body, { childList: true, subtree: true });
  });
})();
