const FIGURE = /^[-+]?[\d.,]+ ?%?$/;

/** A table that was copied from a document or a spreadsheet is pasted as a table of the text. */
export class PastedTable {
  constructor(form) {
    this.text = form.elements.text;
    this.text.addEventListener('paste', (event) => this.take(event));
  }

  take(event) {
    const rows = rowsOf(event.clipboardData);
    if (!rows) return;
    event.preventDefault();
    const before = this.text.value.slice(0, this.text.selectionStart);
    const written = rows.length > 1 ? apart(before) + table(rows) : line(rows[0]);
    // Deprecated, but nothing else leaves the paste to Ctrl+Z.
    document.execCommand('insertText', false, `${written}\n`);
  }
}

/** The cells that were copied, by rows; none where they are no table. */
function rowsOf(copied) {
  const rows = copied.getData('text/plain').replace(/\r\n?/g, '\n').replace(/\n+$/, '').split('\n').map((row) => row.split('\t'));
  const fewest = /<table\b/i.test(copied.getData('text/html')) ? 2 : 3;
  return rows.every((row) => row.length === rows[0].length && row.length >= fewest) ? rows : null;
}

function table([head, ...body]) {
  const rule = head.map((_, column) => (body.every((row) => FIGURE.test(row[column].trim())) ? '---:' : '---'));
  return [line(head), `|${rule.join('|')}|`, ...body.map(line)].join('\n');
}

function line(cells) {
  return `| ${cells.map((cell) => cell.trim().replaceAll('|', '\\|')).join(' | ')} |`;
}

/** What sets a table apart from the text before it: an empty line. */
function apart(before) {
  if (!before || before.endsWith('\n\n')) return '';
  return before.endsWith('\n') ? '\n' : '\n\n';
}
