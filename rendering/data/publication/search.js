"use strict";
// Hides the entries that do not hold all words typed; without it the page is a plain list.
(function () {
  const folded = (text) => text.normalize("NFKC").toLowerCase();
  const entries = JSON.parse(document.getElementById("entries").textContent);
  const words = new Map(Object.entries(entries).map(([key, text]) => [key, folded(text)]));
  const form = document.getElementById("search");
  const input = document.getElementById("words");
  const found = document.getElementById("found");

  function search() {
    const asked = folded(input.value).split(/\s+/).filter(Boolean);
    let count = 0;
    for (const section of document.querySelectorAll(".listed")) {
      let own = 0;
      for (const line of section.querySelectorAll("li")) {
        const text = words.get(line.dataset.entry) || "";
        line.hidden = !asked.every((word) => text.includes(word));
        own += line.hidden ? 0 : 1;
      }
      section.hidden = asked.length > 0 && own === 0;
      count += own;
    }
    found.textContent = asked.length ? (count ? `找到 ${count} 项` : "没有找到，请换一个词") : "";
  }

  form.hidden = false;
  form.addEventListener("submit", (event) => event.preventDefault());
  input.addEventListener("input", search);
  search();
})();
