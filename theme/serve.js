// On pages of `handbook serve` only: asks for news, reloads the page when its sources have changed, where it was
// scrolled to, and shows what is wrong with its edition.

const page = location.pathname.replace(/^\/draft\//, "/");
const edition = page.split("/")[1];

function show({ failure, errors }) {
  document.getElementById("serve-findings")?.remove();
  // The front page is about all of them.
  const own = errors.filter((error) => error.edition === edition || !edition || edition.includes("."));
  if (!failure && !own.length) return;
  const panel = document.createElement("aside");
  panel.id = "serve-findings";
  panel.setAttribute("role", "alert");
  panel.style.cssText = "position:fixed;inset:auto 0 0 0;z-index:99;max-height:45vh;overflow:auto;padding:1rem 1.5rem;"
    + "background:#2b1210;color:#fff;border-top:4px solid #d4351c;font:.9375rem/1.6 system-ui,sans-serif";
  const close = document.createElement("button");
  close.textContent = "×";
  close.style.cssText = "float:right;font-size:1.25rem;background:none;color:inherit;border:0;cursor:pointer";
  close.setAttribute("aria-label", "×");
  close.onclick = () => panel.remove();
  panel.append(close);
  const line = (text, style) => {
    const p = document.createElement("p");
    p.textContent = text;
    p.style.cssText = `margin:0;${style}`;
    panel.append(p);
  };
  if (failure) line(failure, "font-weight:600");
  for (const { place, rule, message, mend } of own) {
    line(`${place} [${rule}]`, "margin-top:.75rem;font-family:monospace;color:#ffb4a8");
    line(message, "");
    if (mend) line(mend, "color:#cfe8cf");
  }
  document.body.append(panel);
}

/** Browsers keep the place of a page, but one that becomes a draft, or no longer is one, has another address. */
function reload() {
  sessionStorage.setItem("serve-place", JSON.stringify([page, scrollY]));
  location.reload();
}

function comeBack() {
  const [from, place] = JSON.parse(sessionStorage.getItem("serve-place")) ?? [];
  sessionStorage.removeItem("serve-place");
  if (from === page) scrollTo(0, place);
}

async function listen() {
  let known = 0;
  for (;;) {
    try {
      const news = await (await fetch(`/~news?after=${known}`)).json();
      if (known && news.version !== known) return reload();
      if (!known) show(news);
      known = news.version;
    } catch {
      // The server is gone, or starts again: then everything is new.
      await new Promise((wait) => setTimeout(wait, 1000));
    }
  }
}

comeBack();
listen();
