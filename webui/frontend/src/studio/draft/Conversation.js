const PATIENCE = 20000;

/** What is asked of the server, and answered. An answer is {status, ...JSON}; status 0 is a broken line. */
export class Conversation {
  constructor({ file, save, judge, lost, preview, numbers, edition, csrf }) {
    Object.assign(this, { addresses: { file, save, judge, lost, preview, numbers }, edition: Number(edition), token: csrf, mayBeStale: false });
  }

  /** The draft as it was saved last: {xml, edition}; undefined if it does not come. */
  async diagram() {
    const answer = await fetch(this.addresses.file, { headers: { Accept: 'application/json' } }).catch(() => undefined);
    if (!answer?.ok || answer.redirected) return undefined;
    return answer.json().catch(() => undefined);
  }

  async save(xml, edition = this.edition) {
    const answer = await this.post(this.addresses.save, { edition, xml });
    const said = await answer.json().catch(() => ({}));
    const status = answer.ok && said.edition === undefined ? 500 : answer.status;
    if (status === 200) this.edition = said.edition;
    return { ...said, status };
  }

  /** What the check says of a drawing, which is not kept; who waits too long hears nothing. */
  async judge(xml) {
    const answer = await this.post(this.addresses.judge, { xml }, AbortSignal.timeout(PATIENCE));
    const said = await answer.json().catch(() => ({}));
    return { ...said, status: answer.status };
  }

  /** What the saved file says and a drawing, written by this editor, does not; undefined if it does not come. */
  async lost(xml) {
    const answer = await this.post(this.addresses.lost, { xml });
    const said = answer.ok && !answer.redirected ? await answer.json().catch(() => ({})) : {};
    return said.lost;
  }

  async preview(xml, element) {
    const answer = await this.post(this.addresses.preview, { xml, element });
    return answer.ok && !answer.redirected ? answer.text() : undefined;
  }

  /** The number of each row, by id, when they are counted anew; undefined if it does not come. */
  async numbers(xml) {
    const answer = await this.post(this.addresses.numbers, { xml });
    const said = answer.ok && !answer.redirected ? await answer.json().catch(() => ({})) : {};
    return said.rows;
  }

  async post(address, content, signal) {
    if (this.mayBeStale) await this.renewToken(signal);
    const headers = { 'Content-Type': 'application/json', Accept: 'application/json', 'X-CSRFToken': this.token };
    const answer = await fetch(address, { method: 'POST', headers, body: JSON.stringify(content), signal }).catch(() => new Response(null, { status: 503 }));
    this.mayBeStale = [400, 401, 403].includes(answer.status);
    return answer;
  }

  /** Whoever signed in again, in another tab, has another token: the page knows it. */
  async renewToken(signal) {
    const answer = await fetch(location.pathname, { signal }).catch(() => undefined);
    if (!answer?.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    this.token = page.getElementById('studio')?.dataset.csrf ?? this.token;
  }
}
