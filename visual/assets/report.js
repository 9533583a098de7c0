"use strict";
// Rows without the words that are typed are hidden, in every table at once.
const box = document.getElementById("filter");
if (box) box.addEventListener("input", () => {
  const words = box.value.trim().split(/\s+/).filter(Boolean);
  for (const row of document.querySelectorAll("tbody tr")) {
    const text = row.textContent;
    row.hidden = !words.every(word => text.includes(word));
  }
});
