/** What is told of a line leads there: the line is marked in the text, and seen. */
export class ToLine {
  constructor(form) {
    this.text = form.elements.text;
    // The faults are shown anew as typing goes on, so none of them is listened to itself.
    document.addEventListener('click', (event) => this.follow(event));
  }

  follow(event) {
    const link = event.target.closest('a[data-line]');
    if (!link) return;
    event.preventDefault();
    this.show(Number(link.dataset.line) - 1);
  }

  show(index) {
    const { text } = this, lines = text.value.split('\n');
    const start = lines.slice(0, index).join('\n').length + (index && 1);
    text.focus();
    text.setSelectionRange(start, start + (lines[index] ?? '').length);
    text.scrollTop = (text.scrollHeight * index) / lines.length - text.clientHeight / 2;
  }
}
