// Keys, panes and dialogs of the workbench.  The server renders everything; this file
// only moves the eye: which tab is shown, which line is lit, which item is current.
(() => {
  "use strict";
  const $ = (query, from = document) => from.querySelector(query);
  const $$ = (query, from = document) => [...from.querySelectorAll(query)];
  const visible = (node) => node.offsetParent !== null;
  const say = (text) => { const at = $("#said"); if (at) at.textContent = text; };
  const desk = () => $(".desk");
  const remembered = (key, value) => {
    const name = `${key}:${desk()?.dataset.case ?? ""}`;
    try {
      if (value === undefined) return sessionStorage.getItem(name);
      sessionStorage.setItem(name, value);
    } catch { /* storage is off: nothing is remembered */ }
    return null;
  };

  // --- forms: every htmx request carries the page's token ---------------------------
  document.addEventListener("htmx:config:request", (event) => {
    const token = $('meta[name="form-token"]')?.content;
    if (token) event.detail.ctx.request.headers["X-Form-Token"] = token;
  });
  document.addEventListener("htmx:after:swap", (event) => {
    const target = event.detail?.ctx?.target;
    const id = typeof target === "string" ? target.slice(1) : target?.id;
    if (id === "sheet-body") openSheet();
    if (id === "findings") { $("#sheet")?.close(); findingsReady(); }
    if (id === "problem" && event.detail.ctx.response.status >= 400) $("#sheet")?.close();
  });
  document.addEventListener("htmx:error", () => {
    const at = $("#problem");
    if (at) at.innerHTML = '<div class="notice fail"><strong>No answer from the server.</strong> Nothing was changed. Try again when it runs.</div>';
  });
  const openSheet = () => {
    const sheet = $("#sheet");
    if (!sheet.open) sheet.showModal();
    ($("[aria-invalid=true], [autofocus]", sheet) ?? $("input:not([type=hidden]), select, textarea, button", sheet))?.focus();
  };

  // --- tabs and lines ----------------------------------------------------------------
  const scrolled = {};
  const showTab = (name, focus = false) => {
    const list = $("[data-tabs=findings]");
    if (!list || !$(`#tab-${name}`)) return;
    const before = $("[role=tab][aria-selected=true]", list)?.id.replace("tab-", "");
    const pane = $("#findings-scroll");
    if (before !== name) scrolled[before] = pane.scrollTop;
    for (const tab of $$("[role=tab]", list)) {
      const on = tab.id === `tab-${name}`;
      tab.setAttribute("aria-selected", String(on));
      tab.tabIndex = on ? 0 : -1;
      $(`#${tab.getAttribute("aria-controls")}`).classList.toggle("off", !on);
      if (on && focus) tab.focus();
    }
    if (before !== name) pane.scrollTop = scrolled[name] ?? 0;
    remembered("tab", name);
  };
  const lineIds = () => $$("[data-line-section]").map((one) => one.dataset.lineSection);
  const currentLine = () => $("[data-line-section]:not(.off)")?.dataset.lineSection;
  const showLine = (id) => {
    if (!lineIds().includes(id)) return;
    for (const one of $$("[data-line-section]")) one.classList.toggle("off", one.dataset.lineSection !== id);
    for (const one of $$("[data-to-line]")) {
      one.classList.toggle("current", one.dataset.toLine === id);
      if (one.dataset.toLine === id) one.setAttribute("aria-current", "true"); else one.removeAttribute("aria-current");
    }
    remembered("line", id);
  };
  const findingsReady = () => {
    if (!desk()) return;
    const first = $("#tab-first .badge") ? "first" : "criteria";
    const changed = $("[data-changes]");
    showTab(remembered("tab") ?? first);
    showLine(remembered("line") ?? lineIds()[0]);
    if (changed) { changed.focus(); say(changed.innerText); }
  };

  // --- the current item --------------------------------------------------------------
  const items = () => $$("[data-item]").filter(visible);
  const current = () => $("[data-item].current");
  const makeCurrent = (item, focus = true) => {
    current()?.classList.remove("current");
    if (!item) return;
    item.classList.add("current");
    item.scrollIntoView({ block: "nearest" });
    const at = item.matches("details") ? $("summary", item) : $("a.row-link", item) ?? item;
    if (focus) at.focus({ preventScroll: true });
  };
  // An opened item is shown from its head, as much of it as there is room for.
  const reveal = (item) => {
    const pane = item.closest(".scroll");
    const fits = pane && item.getBoundingClientRect().bottom <= pane.getBoundingClientRect().bottom;
    if (!fits) item.scrollIntoView({ block: "start" });
  };
  const step = (by) => {
    const all = items();
    if (!all.length) return;
    const at = all.indexOf(current());
    makeCurrent(all[at < 0 ? (by > 0 ? 0 : all.length - 1) : Math.min(Math.max(at + by, 0), all.length - 1)]);
  };

  // --- source ------------------------------------------------------------------------
  // Far parts of a long packet are fetched when somebody comes near, or goes to them.
  const asked = new Map();
  const load = (chunk) => {
    if (!chunk?.dataset.lazy) return Promise.resolve();
    if (!asked.has(chunk)) {
      asked.set(chunk, fetch(chunk.dataset.lazy).then((answer) => (answer.ok ? answer.text() : Promise.reject(answer))).then((html) => {
        chunk.innerHTML = html;
        chunk.style.minHeight = "";
        delete chunk.dataset.lazy;
      }).catch(() => { asked.delete(chunk); say("No answer from the server"); }));
    }
    return asked.get(chunk);
  };
  const near = new IntersectionObserver((seen) => {
    for (const one of seen) if (one.isIntersecting) { near.unobserve(one.target); load(one.target); }
  }, { root: $("#source"), rootMargin: "1200px" });
  for (const chunk of $$("[data-lazy]")) {
    chunk.style.minHeight = `${19.2 * (chunk.dataset.last - chunk.dataset.first + 1)}px`;
    near.observe(chunk);
  }
  const chunkOf = (doc, line) => $$(`[data-lazy][data-of="${CSS.escape(doc)}"]`).find((one) => Number(one.dataset.first) <= line && line <= Number(one.dataset.last));
  const numbers = (place) => {
    const [doc, spans] = (place ?? "").split(":");
    return (spans ?? "").split(",").filter(Boolean).flatMap((span) => {
      const [low, high] = span.split("-").map(Number);
      return Array.from({ length: (high ?? low) - low + 1 }, (_, at) => [doc, low + at]);
    });
  };
  const linesOf = async (places) => {
    for (const chunk of new Set(places.map(([doc, line]) => chunkOf(doc, line)))) await load(chunk);
    return places.map(([doc, line]) => document.getElementById(`${doc}-${line}`)).filter(Boolean);
  };
  const light = (lines) => {
    for (const one of $$(".line.lit")) one.classList.remove("lit");
    for (const one of lines) one.classList.add("lit");
    lines[0]?.scrollIntoView({ block: "center" });
  };
  const toQuote = async (link) => {
    for (const one of $$(".quote.current, [data-hit].current")) one.classList.remove("current");
    link.classList.add("current");
    const lines = await linesOf(numbers(link.dataset.place));
    light(lines.length ? lines : await linesOf([[link.dataset.doc, Number(link.dataset.line)]]));
    say(`Source at ${link.dataset.place ?? `${link.dataset.doc}:${link.dataset.line}`}`);
  };
  let mark = null;
  const lightMark = (next) => {
    mark?.classList.remove("lit");
    mark = next;
    if (!mark) return;
    mark.classList.add("lit");
    mark.scrollIntoView({ block: "center" });
    mark.focus({ preventScroll: true });
    say(`Quoted by ${mark.dataset.facts}. Press u for the facts.`);
  };
  const stepMark = async (by) => {
    const hits = $$("[data-hit]").filter(visible);
    if (hits.length) {
      const at = hits.findIndex((one) => one.classList.contains("current"));
      const hit = hits[(at + by + hits.length) % hits.length] ?? hits[0];
      toQuote(hit); hit.scrollIntoView({ block: "nearest" });
      return;
    }
    for (let from = mark, turns = 0; turns < 200; turns += 1) {
      const all = $$("a.mark, [data-lazy][data-cited]");
      if (!all.length) return;
      let at = all.indexOf(from);
      if (at < 0) at = by > 0 ? -1 : all.length;
      const next = all[(at + by + all.length) % all.length];
      if (next.matches("a.mark")) { lightMark(next); return; }
      await load(next);
      const inside = $$("a.mark", next);
      if (inside.length) { lightMark(inside[by > 0 ? 0 : inside.length - 1]); return; }
      next.removeAttribute("data-cited");
    }
  };
  document.addEventListener("toggle", (event) => {
    const rest = event.target;
    if (!rest.matches?.("details.rest[data-rest]") || !rest.open) return;
    const from = rest.dataset.rest;
    delete rest.dataset.rest;
    fetch(from).then((answer) => answer.text()).then((text) => rest.append(text)).catch(() => { rest.dataset.rest = from; rest.open = false; });
  }, true);
  const factsOf = (ids) => {
    showTab("facts");
    const filter = $("[data-fact-filter]");
    if (filter) filter.value = "";
    filterFacts("");
    for (const one of $$(".fact.lit")) one.classList.remove("lit");
    const found = ids.map((id) => $(`#f-${CSS.escape(id)}`)).filter(Boolean);
    for (const one of found) one.classList.add("lit");
    makeCurrent(found[0]);
    say(`${found.length} facts quote this`);
  };
  const toCriterion = (id) => {
    const item = document.getElementById(id);
    if (!item) return;
    showTab("criteria");
    showLine(item.closest("[data-line-section]")?.dataset.lineSection);
    item.open = true;
    makeCurrent(item);
    reveal(item);
  };
  const filterFacts = (words) => {
    const needle = words.trim().toLowerCase();
    let shown = 0;
    for (const fact of $$(".fact")) {
      const on = !needle || fact.textContent.toLowerCase().includes(needle);
      fact.hidden = !on;
      shown += on;
    }
    for (const group of $$(".fact-group")) group.hidden = !$(".fact:not([hidden])", group);
    const at = $("[data-fact-shown]");
    if (at) at.textContent = needle ? `${shown} shown` : "";
  };
  const find = (words) => {
    const input = $(".source-search input");
    if (!input) return;
    input.value = words;
    input.dispatchEvent(new Event("input", { bubbles: true }));
  };

  // --- opened findings are noted: what is adverse must be opened before signing ------
  document.addEventListener("toggle", (event) => {
    const item = event.target;
    if (!item.matches?.("[data-criterion]") || !item.open) return;
    if (item === current()) reveal(item);
    if (item.dataset.noted) return;
    item.dataset.noted = "1";
    const body = new URLSearchParams({ key: item.dataset.criterion });
    fetch(`/cases/${desk()?.dataset.case ?? item.dataset.case}/opened`, {
      method: "POST", body, headers: { "X-Form-Token": $('meta[name="form-token"]').content },
    }).then((answer) => {
      if (!answer.ok) { delete item.dataset.noted; return; }
      const tick = $(".tick", item);
      if (tick) tick.textContent = "✓";
      const told = $("[data-told]", item);
      if (told) told.textContent = ", opened";
    })
      .catch(() => { delete item.dataset.noted; });
  }, true);

  const turnTheme = () => {
    const dark = matchMedia("(prefers-color-scheme: dark)").matches;
    const now = document.documentElement.dataset.theme ?? (dark ? "dark" : "light");
    const next = now === "dark" ? "light" : "dark";
    document.documentElement.dataset.theme = next;
    try { localStorage.setItem("theme", next); } catch { /* storage is off */ }
    say(`${next} colours`);
  };

  // --- mouse and touch ---------------------------------------------------------------
  document.addEventListener("click", (event) => {
    const at = event.target.closest("a, button, [data-item]");
    if (!at) return;
    const stop = () => event.preventDefault();
    if (at.matches("[data-doc]")) {
      const id = $("[data-case-id]")?.dataset.caseId;
      stop();
      if (desk()) toQuote(at);
      else if (id) location.assign(`/cases/${id}#${at.dataset.doc}-${at.dataset.line}`);
    }
    else if (at.matches("[data-to-doc]")) { stop(); $(`#${at.dataset.toDoc}`)?.scrollIntoView({ block: "start" }); }
    else if (at.matches("a.mark")) { stop(); lightMark(at); factsOf(at.dataset.facts.split(" ")); }
    else if (at.matches("[data-to-criterion]")) { stop(); toCriterion(at.getAttribute("href").slice(1)); }
    else if (at.matches("[data-to-line]")) { stop(); showLine(at.dataset.toLine); }
    else if (at.matches("[data-to-fact]")) { stop(); factsOf([at.dataset.toFact]); }
    else if (at.matches("[role=tab]")) showTab(at.id.replace("tab-", ""));
    else if (at.matches("[data-find]")) find(at.dataset.find);
    else if (at.matches("[data-dismiss]")) at.closest(".notice, .changes, dialog")?.remove();
    else if (at.matches("[data-close]")) { stop(); at.closest("dialog")?.close(); }
    else if (at.matches("[data-copy]")) {
      const text = $("[data-copy-text]")?.textContent ?? "";
      navigator.clipboard?.writeText(text).then(() => { at.textContent = "Copied"; say("Copied"); });
    }
    else if (at.matches("[data-help]")) $("#keys").showModal();
    else if (at.matches("[data-theme-toggle]")) turnTheme();
    const item = event.target.closest("[data-item]");
    if (item && item !== current() && visible(item)) makeCurrent(item, false);
  });
  document.addEventListener("input", (event) => {
    if (event.target.matches("[data-fact-filter]")) filterFacts(event.target.value);
  });
  $("#sheet")?.addEventListener("close", () => { $("#sheet-body").replaceChildren(); current()?.matches("details") && $("summary", current()).focus(); });

  // --- dropping files ------------------------------------------------------------------
  const intake = $("[data-intake]");
  if (intake) {
    const drop = $("[data-drop]", intake), input = $("#files", intake);
    const size = (bytes) => bytes < 1e6 ? `${Math.max(1, Math.round(bytes / 1e3))} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
    const tell = () => {
      const files = $$("input[type=file]", intake).flatMap((one) => [...one.files]);
      const rows = files.slice(0, 200).map((one) => {
        const row = document.createElement("li"), name = document.createElement("span"), much = document.createElement("span");
        name.textContent = one.webkitRelativePath || one.name;
        much.textContent = size(one.size);
        much.className = "hint";
        row.append(name, much);
        return row;
      });
      $("[data-chosen-files]", intake).replaceChildren(...rows);
      $("[data-chosen]", intake).textContent = files.length ? `${files.length} file${files.length === 1 ? "" : "s"} chosen, ${size(files.reduce((sum, one) => sum + one.size, 0))}` : "";
    };
    // What is sent shows how far it is; without this script the form sends itself.
    intake.addEventListener("submit", (event) => {
      if (!$$("input[type=file]", intake).some((one) => one.files.length)) return;
      event.preventDefault();
      const bar = $("[data-upload]", intake), asked = new XMLHttpRequest();
      bar.hidden = false;
      asked.upload.addEventListener("progress", (told) => { if (told.lengthComputable) { bar.max = told.total; bar.value = told.loaded; } });
      asked.addEventListener("load", () => {
        if (asked.status < 400) { location.assign(asked.responseURL); return; }
        bar.hidden = true;
        const told = new DOMParser().parseFromString(asked.responseText, "text/html").querySelector(".notice, main p");
        const notice = document.createElement("div");
        notice.className = "notice fail";
        notice.textContent = told?.textContent?.trim() ?? `The server refused it (${asked.status}).`;
        $("#problem").replaceChildren(notice);
      });
      asked.addEventListener("error", () => { bar.hidden = true; document.dispatchEvent(new Event("htmx:error")); });
      asked.open("POST", intake.action);
      asked.send(new FormData(intake));
    });
    for (const kind of ["dragenter", "dragover"]) drop.addEventListener(kind, (event) => { event.preventDefault(); drop.classList.add("over"); });
    for (const kind of ["dragleave", "drop"]) drop.addEventListener(kind, () => drop.classList.remove("over"));
    drop.addEventListener("drop", (event) => { event.preventDefault(); input.files = event.dataTransfer.files; tell(); });
    intake.addEventListener("change", tell);
    intake.addEventListener("keydown", (event) => { if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) intake.requestSubmit(); });
  }

  // --- keys ----------------------------------------------------------------------------
  const follow = (key) => {
    const at = $$("[data-key]").find((one) => one.dataset.key === key && visible(one));
    if (!at) return false;
    at.click();
    return true;
  };
  const moveLine = (by) => {
    const all = lineIds(), at = all.indexOf(currentLine());
    if (at >= 0) { showTab("criteria"); showLine(all[Math.min(Math.max(at + by, 0), all.length - 1)]); say(`Line ${currentLine()}`); }
  };
  const override = (status) => {
    const letter = $(".edit-letter");
    if (letter) { letter.open = true; $("textarea", letter).focus(); return; }
    const link = $("[data-override]", current() ?? document.createElement("i"));
    if (!link) { say("Choose a criterion first: j and k move."); return; }
    if (current().matches("details")) current().open = true;
    const sheet = $("#sheet-body");
    if (status) sheet.addEventListener("htmx:after:settle", () => { const box = $(`[name=status][data-number="${status}"]`, sheet); if (box) { box.checked = true; $("[name=code]", sheet)?.focus(); } }, { once: true });
    link.click();
  };
  const addFact = () => {
    const link = $("[data-add-fact]");
    if (!link) return;
    const chosen = String(getSelection());
    $("#sheet-body").addEventListener("htmx:after:settle", () => { const box = $("#sheet-body [name=quote]"); if (box && chosen.trim() && !box.value) box.value = chosen.trim(); }, { once: true });
    showTab("facts"); link.click();
  };
  const KEYS = {
    "?": () => $("#keys").showModal(),
    d: turnTheme, "g i": () => location.assign("/policies/impact"),
    "/": () => { const at = $$("[data-search]").find(visible); at?.focus(); at?.select(); },
    j: () => step(1), k: () => step(-1),
    n: () => stepMark(1), p: () => stepMark(-1),
    "]": () => moveLine(1), "[": () => moveLine(-1),
    e: () => { const link = $("[data-doc]", current() ?? document.body); if (link && desk()) { if (current()?.matches("details")) current().open = true; toQuote(link); } },
    u: () => { if (mark) factsOf(mark.dataset.facts.split(" ")); },
    o: () => override(), "+": addFact,
  };
  for (const number of "123456") KEYS[number] = () => override(number);
  let prefix = "", timer = 0;
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const at = event.target;
    if (at.matches("[role=tab]") && (event.key === "ArrowRight" || event.key === "ArrowLeft")) {
      const tabs = $$("[role=tab]", at.parentElement);
      const next = tabs[(tabs.indexOf(at) + (event.key === "ArrowRight" ? 1 : -1) + tabs.length) % tabs.length];
      showTab(next.id.replace("tab-", ""), true);
      return;
    }
    if (event.key === "Escape" && at.matches("input[type=search]")) { at.value = ""; at.dispatchEvent(new Event("input", { bubbles: true })); at.blur(); return; }
    if (at.matches("input, textarea, select") || $("dialog[open]")) {
      if (event.key === "Enter" && at.matches(".source-search input")) { event.preventDefault(); stepMark(1); }
      return;
    }
    if (event.key === "Enter" && at.matches("[data-item]:not(details)")) { $("a, input", at)?.click(); return; }
    clearTimeout(timer);
    const key = prefix ? `${prefix} ${event.key}` : event.key;
    prefix = "";
    if (event.key === "g" && key === "g") { prefix = "g"; timer = setTimeout(() => { prefix = ""; }, 1200); return; }
    if (follow(key)) { event.preventDefault(); return; }
    const act = KEYS[key];
    if (act) { event.preventDefault(); act(); }
  });

  findingsReady();
  const named = location.hash.slice(1);
  if (desk() && named.startsWith("c-")) toCriterion(named);
  else if (desk() && named.startsWith("f-")) factsOf([named.slice(2)]);
  else if (desk() && /^D\d+-\d+$/.test(named)) linesOf([[named.split("-")[0], Number(named.split("-")[1])]]).then(light);
})();
