// Copies what a button of a record's page names: a text, or what an element with that id says.
{
  "use strict";
  const text = (name) => (name.startsWith("#") ? document.getElementById(name.slice(1))?.textContent ?? "" : name);

  // Without leave for the clipboard, or from a disk, the old way; where that fails too, the reader is told.
  const fallback = (value) => {
    const area = document.createElement("textarea");
    area.value = value;
    area.setAttribute("readonly", "");
    area.className = "adr-hidden";
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    return done;
  };

  const copy = async (value) => {
    try {
      await navigator.clipboard.writeText(value);
      return true;
    } catch {
      return fallback(value);
    }
  };

  const show = () => {
    for (const button of document.querySelectorAll("[data-adr-copy]")) button.hidden = false;
  };

  const site = (globalThis.adrSite ??= {});
  if (!site.copying) {
    site.copying = true;
    document.addEventListener("click", async (event) => {
      const button = event.target.closest?.("[data-adr-copy]");
      if (!button) return;
      const done = await copy(text(button.dataset.adrCopy));
      button.focus();
      const status = button.nextElementSibling;
      status.textContent = done ? "Copied" : "Not copied: select the text and copy it by hand";
      setTimeout(() => { status.textContent = ""; }, 4000);
    });
    globalThis.document$?.subscribe(show);
  }
  show();
}
