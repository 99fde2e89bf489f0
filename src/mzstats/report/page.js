"use strict";
(() => {
  const D = JSON.parse(document.getElementById("data").textContent);
  const $ = (id) => document.getElementById(id);
  const WORDS = {
    zh: { search: "搜索", doc: "文件", domain: "业务", metric: "指标", confidence: "把握", faint: "未取的数字", all: "全部", text: "正文", table: "表",
      high: "高", medium: "中", low: "低", urban: "城市", rural: "农村", change: "增减", growth: "增长", share: "占比", planned: "计划", previous: "上期",
      about: "约", at_least: "以上", at_most: "以内", copy: "复制为 CSV", copied: "已复制", toRow: "看表中的行", toText: "看原文", figures: "个数", of: "共", finding: "处矛盾", findings: "处矛盾",
      notFigure: "没有取的数字", keys: "←→ 上一个/下一个数　Enter 正文与表互跳　↑↓ 换行　c 复制　/ 搜索　Esc 关闭", other: "English", name: "指标", value: "数值", period: "时期", region: "地区", state: "性质", source: "文件", none: "没有符合条件的数",
      "not-a-figure": "不是统计数字", unexplained: "未能解释", otherFate: "目录外的数字" },
    en: { search: "Search", doc: "Document", domain: "Domain", metric: "Metric", confidence: "Confidence", faint: "numbers left out", all: "all", text: "Text", table: "Table",
      high: "high", medium: "medium", low: "low", urban: "urban", rural: "rural", change: "change", growth: "growth", share: "share", planned: "planned", previous: "previous",
      about: "about", at_least: "at least", at_most: "at most", copy: "Copy as CSV", copied: "Copied", toRow: "Show the row", toText: "Show in text", figures: "figures", of: "of", finding: "contradiction", findings: "contradictions",
      notFigure: "A number left out", keys: "←→ previous/next figure   Enter text ⇄ table   ↑↓ rows   c copy   / search   Esc close", other: "中文", name: "Metric", value: "Value", period: "Period", region: "Region", state: "Kind", source: "Document", none: "no figure fits",
      "not-a-figure": "not a figure", unexplained: "unexplained", otherFate: "a figure outside the catalogue" },
  };
  let lang = D.lang === "en" ? "en" : "zh";
  const t = (key) => WORDS[lang][key] ?? key;
  const found = () => `${D.findings.length} ${t(D.findings.length === 1 ? "finding" : "findings")}`;
  const COL = Object.fromEntries(D.columns.map(([name], i) => [name, i + 2]));
  const col = (r, name) => D.rows[r][COL[name]];
  const many = D.docs.length > 1;
  /* documents by what their names do not share */
  let folder = D.docs[0].source.replace(/[^\/\\]*$/, "");
  while (!D.docs.every((one) => one.source.startsWith(folder))) folder = folder.replace(/[^\/\\]*[\/\\]$/, "");
  const named = (d) => (many ? D.docs[d].source.slice(folder.length) : D.docs[d].source);
  const el = (tag, className, text) => {
    const node = document.createElement(tag);
    if (className) node.className = className;
    if (text !== undefined) node.textContent = text;
    return node;
  };
  const phone = matchMedia("screen and (max-width: 820px)");

  /* what is chosen */
  let hovering = false, leaving = 0;
  let doc = 0, row = -1, sortBy = "", sortDown = false, visible = [], faints = null;
  const hue = (r) => "d" + (D.rows[r][1] % 16);
  const findingsOf = new Map();
  D.findings.forEach((finding, i) => finding[4].forEach((r) => findingsOf.set(r, [...(findingsOf.get(r) ?? []), i])));
  const trouble = (rows) => {
    const all = rows.flatMap((r) => findingsOf.get(r) ?? []);
    return all.length === 0 ? "" : all.some((i) => D.findings[i][2] === "error") ? " bad error" : " bad";
  };
  const UNITS = { "CNY": "元", "CNY/person/month": "元/人·月", "CNY/person/year": "元/人·年", "CNY/person-time": "元/人次", "person": "人", "person-time": "人次", "household": "户",
    "household-time": "户次", "couple": "对", "bed": "张", "hour": "小时", "pp": "个百分点", "times": "倍", "count": "个" };
  const unit = (r) => (lang === "zh" ? UNITS[col(r, "unit")] ?? col(r, "unit") : col(r, "unit"));
  const place = (r) => {
    const parts = [];
    if (col(r, "area") && !/^(城|农)/.test(col(r, "name"))) parts.push(t(col(r, "area")));
    if (col(r, "detail")) parts.push(col(r, "detail"));
    return parts.join(" ");
  };
  const state = (r) => {
    const parts = [];
    if (col(r, "aspect") && col(r, "aspect") !== "level") parts.push(t(col(r, "aspect")));
    if (col(r, "status") && col(r, "status") !== "actual") parts.push(t(col(r, "status")));
    if (col(r, "bound") && col(r, "bound") !== "exact") parts.push(t(col(r, "bound")));
    return parts.join(" ");
  };
  const grouped = (value) => {
    const [whole, decimals] = value.split(".");
    return whole.replace(/\B(?=(\d{3})+$)/g, ",") + (decimals ? "." + decimals : "");
  };
  const amount = (r) => grouped(col(r, "value")) + " " + unit(r);

  /* filters */
  const chosen = { search: "", doc: "", domain: "", metric: "", confidence: "" };
  const haystack = D.rows.map((cells) => cells.slice(2).join(" ").toLowerCase());
  const fits = (r) => {
    const cells = D.rows[r];
    return (chosen.doc === "" || cells[0] === +chosen.doc) && (chosen.domain === "" || cells[1] === +chosen.domain) &&
      (chosen.metric === "" || cells[COL.metric] === chosen.metric) && (chosen.confidence === "" || cells[COL.confidence] === chosen.confidence) &&
      (chosen.search === "" || chosen.search.split(/\s+/).every((word) => haystack[r].includes(word)));
  };
  const KEYS = {
    name: (r) => col(r, "name") + place(r), value: (r) => Number(col(r, "value")), period: (r) => col(r, "period"),
    region: (r) => col(r, "region"), state: (r) => state(r) + col(r, "confidence"), source: (r) => col(r, "source"),
  };
  const apply = () => {
    visible = D.rows.map((_, r) => r).filter(fits);
    if (sortBy) {
      const key = KEYS[sortBy], sign = sortDown ? -1 : 1;
      visible.sort((a, b) => { const x = key(a), y = key(b); return (x < y ? -1 : x > y ? 1 : a - b) * (x === y ? 1 : sign); });
    }
    shown = new Set(visible);
    $("count").textContent = `${visible.length === D.rows.length ? "" : visible.length + " / "}${D.rows.length} ${t("figures")}` + (D.findings.length ? ` · ${found()}` : "");
    for (const mark of $("text").querySelectorAll("mark")) mark.classList.toggle("off", !mark.rows.some((r) => shown.has(r)));
    draw();
  };
  let shown = new Set();

  /* the table: only the rows in view are in the page */
  const drawn = new Map();
  const height = () => (phone.matches ? 62 : 34);
  let everything = false;
  const draw = () => {
    const step = height(), box = $("scroll");
    $("space").style.height = visible.length * step + "px";
    const first = everything ? 0 : Math.max(0, Math.floor(box.scrollTop / step) - 8);
    const last = everything ? visible.length : Math.min(visible.length, first + Math.ceil((box.clientHeight || 800) / step) + 16);
    const focused = document.activeElement?.classList.contains("row") ? +document.activeElement.dataset.r : -1;
    for (const node of drawn.values()) node.remove();
    drawn.clear();
    const made = document.createDocumentFragment();
    for (let i = first; i < last; i++) {
      const node = rowNode(visible[i]);
      node.style.top = i * step + "px";
      node.setAttribute("aria-rowindex", i + 2);
      drawn.set(visible[i], node);
      made.append(node);
    }
    $("space").append(made);
    if (focused >= 0) drawn.get(focused)?.focus({ preventScroll: true });
    $("table").setAttribute("aria-rowcount", visible.length + 1);
    $("scroll").classList.toggle("empty", visible.length === 0);
    if (visible.length === 0) { const none = el("p", "none", t("none")); $("space").append(none); drawn.set(-1, none); }
  };
  const rowNode = (r) => {
    const node = el("div", "row" + trouble([r]) + (r === row ? " on" : ""));
    node.setAttribute("role", "row");
    node.tabIndex = r === row || (row < 0 && r === visible[0]) ? 0 : -1;
    node.dataset.r = r;
    const cell = (className, text) => { const one = el("div", className, text); one.setAttribute("role", "gridcell"); node.append(one); return one; };
    const name = cell("name " + hue(r));
    name.append(el("i", "dot"), el("span", "", [col(r, "name") || col(r, "metric"), place(r)].filter(Boolean).join(" · ")));
    name.title = name.textContent;
    name.dataset.id = col(r, "id");
    const value = cell("num", grouped(col(r, "value")) + " ");
    value.append(el("small", "", unit(r)));
    value.title = col(r, "text");
    cell("", col(r, "period"));
    tail(cell("tail"), col(r, "region"));
    const kind = cell("", state(r) + " ");
    kind.append(el("small", "", t(col(r, "confidence"))));
    if (many) tail(cell("tail"), named(D.rows[r][0]), col(r, "source"));
    return node;
  };
  /* of a place or a path the end tells most: cut at the front */
  const tail = (node, text, whole = text) => { node.append(el("bdi", "", text)); node.title = whole; };
  const drawHead = () => {
    $("thead").replaceChildren();
    for (const key of ["name", "value", "period", "region", "state", ...(many ? ["source"] : [])]) {
      const head = el("div", key === "value" ? "num" : "");
      head.setAttribute("role", "columnheader");
      head.setAttribute("aria-sort", sortBy === key ? (sortDown ? "descending" : "ascending") : "none");
      const button = el("button", "", t(key) + (sortBy === key ? (sortDown ? " ▾" : " ▴") : ""));
      button.type = "button";
      button.addEventListener("click", () => {
        if (sortBy === key && sortDown) sortBy = "";
        else { sortDown = sortBy === key; sortBy = key; }
        drawHead(); apply();
        $("thead").querySelectorAll("button")[["name", "value", "period", "region", "state", "source"].indexOf(key)].focus();
      });
      head.append(button);
      $("thead").append(head);
    }
  };

  /* the text: built of text nodes alone */
  const drawText = (d) => {
    doc = d;
    const body = document.createDocumentFragment();
    let line = el("p");
    const write = (text, make) => {
      text.split("\n").forEach((piece, i) => {
        if (i > 0) { body.append(line); line = el("p"); }
        if (piece) line.append(make(piece));
      });
    };
    for (const part of D.docs[d].parts) {
      if (typeof part === "string") write(part, (text) => document.createTextNode(text));
      else if (typeof part[1] === "string") write(part[0], (text) => { const no = el("span", "no", text); no.why = part[1]; no.tabIndex = -1; return no; });
      else write(part[0], (text) => {
        const mark = el("mark", hue(part[1][0]) + trouble(part[1]), text);
        mark.rows = part[1];
        mark.tabIndex = -1;
        mark.setAttribute("role", "button");
        mark.setAttribute("aria-label", text + ": " + part[1].map((r) => [col(r, "name"), place(r), state(r)].filter(Boolean).join(" ")).join("; "));
        mark.dataset.id = part[1].map((r) => col(r, "id")).join(",");
        return mark;
      });
    }
    body.append(line);
    $("text").replaceChildren(body);
    $("left").scrollTop = 0;
    const first = $("text").querySelector("mark");
    if (first) first.tabIndex = 0;
    $("title").textContent = D.docs[d].source;
    $("warnings").hidden = D.docs[d].warnings.length === 0;
    $("warnings").textContent = D.docs[d].warnings.join(" · ");
    for (const mark of $("text").querySelectorAll("mark")) mark.classList.toggle("off", !mark.rows.some((r) => shown.has(r)));
  };
  const marksOf = (r) => [...$("text").querySelectorAll("mark")].filter((mark) => mark.rows.includes(r));

  /* picking a figure, from either side */
  const pick = (r, from, focus = true) => {
    row = r;
    if (D.rows[r][0] !== doc) drawText(D.rows[r][0]);
    for (const node of document.querySelectorAll("#text .on")) node.classList.remove("on");
    const marks = marksOf(r);
    for (const mark of $("text").querySelectorAll("mark[tabindex='0']")) mark.tabIndex = -1;
    marks.forEach((mark) => { mark.classList.add("on"); mark.tabIndex = 0; });
    const at = visible.indexOf(r), step = height(), box = $("scroll");
    if (at >= 0 && from !== "table" && (at * step < box.scrollTop || (at + 1) * step > box.scrollTop + box.clientHeight)) box.scrollTop = at * step - box.clientHeight / 2 + step;
    draw();
    if (from === "table") { if (!phone.matches) marks[0]?.scrollIntoView({ block: "center" }); if (focus) drawn.get(r)?.focus({ preventScroll: true }); }
    else if (from === "text") { marks[0]?.scrollIntoView({ block: "nearest" }); if (focus) marks[0]?.focus({ preventScroll: true }); }
    else { marks[0]?.scrollIntoView({ block: "center" }); marks[0]?.focus({ preventScroll: true }); }
    const anchor = from === "table" ? (phone.matches ? drawn.get(r) : marks[0]) : marks[0];
    hovering = false;
    card(marks[0] ? marks[0].rows : [r], anchor);
  };
  const toText = (r) => { tab("text"); pick(r, "finding"); };
  const toRow = (r) => { tab("table"); pick(r, "text", false); drawn.get(r)?.focus(); };
  const tab = (name) => {
    document.body.classList.toggle("show-text", name === "text");
    document.body.classList.toggle("show-table", name === "table");
    $("tab-text").setAttribute("aria-selected", name === "text");
    $("tab-table").setAttribute("aria-selected", name === "table");
    draw();
  };

  /* the card of a figure */
  const SHOWN = ["value", "period", "region", "detail", "aspect", "status", "bound", "heading", "sentence", "where", "rule", "confidence"];
  const PLAIN = { aspect: "level", status: "actual", bound: "exact" };
  const label = (name) => { const found = D.columns.find(([one]) => one === name); return lang === "zh" ? found[1] : name; };
  const card = (rows, anchor) => {
    const box = $("card");
    box.replaceChildren();
    rows.forEach((r, i) => {
      if (i) box.append(el("hr"));
      const head = el("h2", hue(r));
      head.append(el("i", "dot"), [col(r, "name") || col(r, "metric"), place(r)].filter(Boolean).join(" · "));
      const list = el("dl");
      for (const name of SHOWN) {
        const value = name === "value" ? `${amount(r)} (${col(r, "text")})` : col(r, name);
        if (!value || PLAIN[name] === value) continue;
        list.append(el("dt", "", label(name)), el("dd", "", t(value)));
      }
      box.append(head, list);
      for (const f of findingsOf.get(r) ?? []) {
        const [check, zh, severity, message] = D.findings[f];
        box.append(el("p", "finding " + severity, `⚠ ${lang === "zh" ? zh : check}: ${message}`));
      }
      const acts = el("div", "acts"), copyIt = el("button", "", t("copy")), go = el("button", "", t("toRow"));
      copyIt.type = go.type = "button";
      copyIt.addEventListener("click", () => copy(r, copyIt));
      go.addEventListener("click", () => toRow(r));
      if (document.body.classList.contains("show-table") && phone.matches) { go.textContent = t("toText"); go.addEventListener("click", () => toText(r)); }
      acts.append(copyIt, go);
      box.append(acts);
    });
    show(anchor);
  };
  const why = (no) => {
    const [fate, ...rest] = no.why.split(": ");
    $("card").replaceChildren(el("h2", "", t("notFigure")), el("p", "", `${no.textContent}: ${t(fate === "other" ? "otherFate" : fate)}${rest.length ? " (" + rest.join(": ") + ")" : ""}`));
    show(no);
  };
  const show = (anchor) => {
    const box = $("card");
    box.hidden = false;
    if (!anchor || phone.matches) return;
    const at = anchor.getClientRects()[0] ?? anchor.getBoundingClientRect();
    const left = Math.max(8, Math.min(at.left, innerWidth - box.offsetWidth - 8));
    const under = at.bottom + 6 + box.offsetHeight < innerHeight;
    box.style.left = left + "px";
    box.style.top = Math.max(8, under ? at.bottom + 6 : at.top - 6 - box.offsetHeight) + "px";
  };
  const hide = () => { $("card").hidden = true; };

  /* copying a row */
  const csv = (r) => [D.columns.slice(0, -1).map(([name]) => name), D.rows[r].slice(2, -1)].map((cells) => cells.map((text) => {
    const safe = /^[=+@\t\r]|^-(?![\d.]+$)/.test(text) ? "'" + text : text;
    return /[",\n\r]/.test(safe) ? '"' + safe.replaceAll('"', '""') + '"' : safe;
  }).join(",")).join("\r\n") + "\r\n";
  const copy = async (r, button) => {
    const text = csv(r);
    try { await navigator.clipboard.writeText(text); } catch {
      const area = el("textarea"); area.value = text; document.body.append(area); area.select(); document.execCommand("copy"); area.remove();
    }
    document.body.dataset.copied = text;
    if (button) { button.textContent = t("copied"); setTimeout(() => { button.textContent = t("copy"); }, 1500); }
  };

  /* findings and filters */
  const drawFindings = () => {
    const box = $("findings");
    box.hidden = D.findings.length === 0;
    box.querySelector("summary").textContent = `⚠ ${found()}`;
    const list = box.querySelector("ol");
    list.replaceChildren();
    for (const [check, zh, severity, message, rows] of D.findings) {
      const item = el("li");
      item.append(el("b", severity, lang === "zh" ? zh : check), " " + message + " ");
      for (const r of rows) {
        const go = el("button", "", (many ? named(D.rows[r][0]) + ": " : "") + col(r, "text"));
        go.type = "button";
        go.addEventListener("click", () => toText(r));
        item.append(go);
      }
      list.append(item);
    }
  };
  const options = (id, pairs) => {
    const select = $(id), before = chosen[id];
    select.replaceChildren(new Option(t("all"), ""), ...pairs.map(([value, text]) => new Option(text, value)));
    select.value = before;
  };
  const drawFilters = () => {
    const count = (index) => { const out = new Map(); for (const cells of D.rows) out.set(cells[index], (out.get(cells[index]) ?? 0) + 1); return out; };
    const domains = count(1), metrics = count(COL.metric), confidences = count(COL.confidence), docs = count(0);
    options("domain", D.domains.map(([id, zh], i) => [i, `${lang === "zh" ? zh : id} (${domains.get(i) ?? 0})`]));
    const name = new Map(D.rows.map((cells) => [cells[COL.metric], cells[COL.name]]));
    options("metric", [...metrics].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([id, n]) => [id, `${lang === "zh" ? name.get(id) || id : id} (${n})`]));
    options("confidence", ["high", "medium", "low"].filter((one) => confidences.has(one)).map((one) => [one, `${t(one)} (${confidences.get(one)})`]));
    options("doc", D.docs.map((_, i) => [i, `${named(i)} (${docs.get(i) ?? 0})`]));
    $("doc-label").hidden = !many;
    for (const node of document.querySelectorAll("[data-t]")) node.textContent = t(node.dataset.t);
    $("tab-text").textContent = t("text");
    $("tab-table").textContent = t("table");
    $("language").textContent = t("other");
    $("keys").textContent = t("keys");
  };
  const drawAll = () => {
    document.documentElement.lang = lang === "zh" ? "zh-CN" : "en";
    drawFilters(); drawHead(); drawFindings(); apply();
  };

  /* hands */
  for (const id of ["doc", "domain", "metric", "confidence"]) $(id).addEventListener("change", (event) => {
    chosen[id] = event.target.value;
    $("scroll").scrollTop = 0;
    if (id === "doc" && chosen.doc !== "" && +chosen.doc !== doc) drawText(+chosen.doc);
    hide(); apply();
  });
  $("search").addEventListener("input", (event) => { chosen.search = event.target.value.trim().toLowerCase(); $("scroll").scrollTop = 0; apply(); });
  const setFaint = () => document.body.classList.toggle("faintless", !$("faint").checked);
  $("faint").addEventListener("change", setFaint);
  $("language").addEventListener("click", () => { lang = lang === "zh" ? "en" : "zh"; hide(); drawAll(); });
  $("tab-text").addEventListener("click", () => tab("text"));
  $("tab-table").addEventListener("click", () => tab("table"));
  $("scroll").addEventListener("scroll", () => requestAnimationFrame(draw), { passive: true });
  addEventListener("resize", () => { hide(); draw(); });
  $("text").addEventListener("click", (event) => {
    const mark = event.target.closest("mark"), no = event.target.closest(".no");
    if (mark) pick(mark.rows.find((r) => shown.has(r)) ?? mark.rows[0], "text");
    else if (no && $("faint").checked) why(no);
    else hide();
  });
  $("text").addEventListener("mouseover", (event) => {
    if (phone.matches) return;
    const mark = event.target.closest("mark"), no = event.target.closest(".no");
    clearTimeout(leaving);
    if (mark) card(mark.rows, mark);
    else if (no && $("faint").checked) why(no);
    else { leave(); return; }
    hovering = true;
  });
  const leave = () => { if (hovering) leaving = setTimeout(() => { hovering = false; hide(); }, 350); };
  $("text").addEventListener("mouseleave", leave);
  $("card").addEventListener("mouseenter", () => clearTimeout(leaving));
  $("card").addEventListener("mouseleave", leave);
  $("left").addEventListener("scroll", () => { if (!phone.matches && document.activeElement?.tagName !== "MARK") hide(); }, { passive: true });
  $("space").addEventListener("click", (event) => {
    const node = event.target.closest(".row");
    if (node) pick(+node.dataset.r, "table");
  });
  document.addEventListener("keydown", (event) => {
    const at = document.activeElement, typing = /^(INPUT|SELECT|TEXTAREA)$/.test(at?.tagName ?? "");
    if (event.key === "Escape") { hide(); if (at?.id === "search") at.blur(); return; }
    if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
    const done = () => event.preventDefault();
    if (event.key === "/") { done(); $("search").focus(); return; }
    if (event.key === "c" && row >= 0) { done(); copy(row); return; }
    if (event.key === "ArrowRight" || event.key === "ArrowLeft") {
      const marks = [...$("text").querySelectorAll("mark:not(.off)")];
      if (!marks.length) return;
      done();
      const now = marks.findIndex((mark) => mark === at || mark.classList.contains("on"));
      const next = now < 0 ? (event.key === "ArrowRight" ? 0 : marks.length - 1) : now + (event.key === "ArrowRight" ? 1 : -1);
      const mark = marks[Math.max(0, Math.min(marks.length - 1, next))];
      tab("text"); pick(mark.rows.find((r) => shown.has(r)) ?? mark.rows[0], "text");
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (!at?.classList.contains("row")) return;
      done();
      const next = visible.indexOf(+at.dataset.r) + (event.key === "ArrowDown" ? 1 : -1);
      if (next < 0 || next >= visible.length) return;
      const step = height(), box = $("scroll");
      if (next * step < box.scrollTop) box.scrollTop = next * step;
      if ((next + 1) * step > box.scrollTop + box.clientHeight) box.scrollTop = (next + 1) * step - box.clientHeight;
      pick(visible[next], "table");
    } else if (event.key === "Enter" || event.key === " ") {
      if (at?.tagName === "MARK") { done(); const r = at.rows.find((one) => shown.has(one)); if (r !== undefined) toRow(r); }
      else if (at?.classList.contains("row")) { done(); toText(+at.dataset.r); }
    }
  });
  addEventListener("beforeprint", () => { everything = visible.length <= 5000; $("findings").open = true; draw(); });
  addEventListener("afterprint", () => { everything = false; draw(); });

  document.body.classList.toggle("many", many);
  drawText(D.rows.length ? D.rows[0][0] : 0); tab("text"); setFaint(); drawAll();
})();
