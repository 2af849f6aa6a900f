/** Text that is safe to place into a page. */
export class Html {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

type Part = Html | Html[] | string | number | undefined;

function escape(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}

function render(part: Part): string {
  if (part === undefined) return '';
  if (part instanceof Html) return part.text;
  if (Array.isArray(part)) return part.map(render).join('');
  return escape(String(part));
}

/** Builds markup; every value that is not markup itself is escaped. */
export function html(strings: TemplateStringsArray, ...parts: Part[]): Html {
  return new Html(
    strings.reduce(
      (text, literal, index) =>
        text + literal + (index < parts.length ? render(parts[index]) : ''),
      '',
    ),
  );
}

const style = `
:root { color-scheme: light dark; --line: #8884; --dim: #767676; }
body { font: 15px/1.5 system-ui, sans-serif; max-width: 72rem; margin: 0 auto; padding: 1rem 1.5rem 4rem; }
h1 { font-size: 1.4rem; } h2 { font-size: 1.1rem; margin-top: 2rem; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; padding: .4rem .75rem .4rem 0; border-bottom: 1px solid var(--line); vertical-align: top; }
th { font-weight: 600; font-size: .85rem; }
pre { background: #8881; border: 1px solid var(--line); padding: 1rem; overflow: auto; border-radius: 4px; }
code { font-size: .9em; } nav { color: var(--dim); font-size: .9rem; }
.status { border: 1px solid currentcolor; border-radius: 1rem; padding: 0 .6rem; font-size: .85rem; white-space: nowrap; }
.success { color: #1f7a3a; } .failed { color: #b3261e; } .running, .pending, .created { color: #1a5fb4; }
.manual, .canceled, .skipped { color: var(--dim); }
@media (prefers-color-scheme: dark) { .success { color: #6fcf8b; } .failed { color: #ff8a80; } .running, .pending, .created { color: #8ab8ff; } :root { --dim: #a0a0a0; } }
button, input, select { font: inherit; padding: .1rem .6rem; } label { margin-right: .75rem; } form { display: inline; }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
`;

export function page(title: string, trail: Html[], body: Html): string {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <title>${title} · lab</title>
        <style>
          ${new Html(style)}
        </style>
      </head>
      <body>
        <nav aria-label="Breadcrumb">
          <a href="/">Lab</a>${trail.map(part => html` / ${part}`)}
        </nav>
        <main>
          <h1>${title}</h1>
          ${body}
        </main>
      </body>
    </html>`.text;
}

export function link(href: string, text: string): Html {
  return html`<a href="${href}">${text}</a>`;
}

/** A state in its colour, in other words where those fit better. */
export function status(value: string, words = value): Html {
  return html`<span class="status ${value}">${words}</span>`;
}

export function table(headings: string[], rows: Html[]): Html {
  return html`<table>
    <thead>
      <tr>
        ${headings.map(heading => html`<th scope="col">${heading}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${rows}
    </tbody>
  </table>`;
}
