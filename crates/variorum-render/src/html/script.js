// Choosing a statement marks its words in every report. All links work without this.
(() => {
  "use strict";
  const buttons = [...document.querySelectorAll("button.pick")];
  const status = document.getElementById("said");
  const pane = document.getElementById("reports");
  let chosen = null;

  const marksOf = (id) => [...document.querySelectorAll(`[data-s~="${id}"]`)];

  function choose(button) {
    const id = button ? button.dataset.statement : null;
    for (const mark of document.querySelectorAll("mark.on")) mark.classList.remove("on");
    for (const other of buttons) {
      const isChosen = other.dataset.statement === id;
      other.setAttribute("aria-pressed", String(isChosen));
      other.closest(".statement").classList.toggle("on", isChosen);
    }
    chosen = id;
    if (!id) {
      status.textContent = "No statement marked.";
      return;
    }
    const marks = marksOf(id);
    for (const mark of marks) mark.classList.add("on");
    const reports = new Set(marks.map((mark) => mark.closest(".report").id));
    status.textContent = `${id} marked in ${reports.size} reports.`;
    const first = marks[0];
    // Beside the edition the reports scroll on their own; below it the reader stays where he is.
    if (first && pane.scrollHeight > pane.clientHeight + 1) {
      const away = first.getBoundingClientRect().top - pane.getBoundingClientRect().top;
      pane.scrollTop += away - pane.clientHeight / 3;
    }
  }

  buttons.forEach((button, at) => {
    button.hidden = false;
    button.addEventListener("click", () => {
      choose(chosen === button.dataset.statement ? null : button);
    });
    button.addEventListener("keydown", (event) => {
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      const next = step && buttons[at + step];
      if (!next) return;
      event.preventDefault();
      next.focus();
      choose(next);
    });
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && chosen) choose(null);
  });
})();
