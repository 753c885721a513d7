import { download } from './download';

/** Offers what earlier visits left unsaved on this machine; each copy stays until it is discarded, or taken up and saved. */
export class Offers {
  constructor({ draft, kept, conversation, notices, zone, say }) {
    Object.assign(this, { draft, kept, conversation, notices, zone, say, taken: undefined });
  }

  open() {
    for (const copy of this.kept.others()) this.offer(copy);
  }

  offer(copy) {
    const { say } = this;
    const time = new Date(copy.at).toLocaleString(document.documentElement.lang, { dateStyle: 'medium', timeStyle: 'short', timeZone: this.zone });
    const sentence = this.isOlder(copy) ? 'This machine keeps unsaved work of {time} on an older edition.' : 'This machine keeps work of {time} that was not saved.';
    this.notices.show(copy.key, say(sentence, { time }), [
      [say('Take it up'), () => (this.isOlder(copy) ? this.confirm(copy) : this.take(copy))],
      [say('Download it (.bpmn)'), () => download(copy.xml)],
      [say('Discard it'), () => this.discard(copy)],
    ]);
  }

  isOlder({ edition }) {
    return edition !== this.conversation.edition;
  }

  /** What was saved since, here or by others, is not in the copy, and would be gone with the next save. */
  confirm(copy) {
    const { say } = this;
    this.notices.show(copy.key, say('What was saved since is not in it, and goes once you save. Download what is saved first if it may still be needed.'), [
      [say('Download what is saved (.bpmn)'), () => this.draft.downloadSaved()],
      [say('Take it up'), () => this.take(copy)],
      [say('Back'), () => this.offer(copy)],
    ]);
  }

  async take(copy) {
    if (!(await this.draft.replace(copy.xml))) return;
    this.taken = copy;
    this.notices.close(copy.key);
  }

  discard({ key }) {
    this.kept.drop(key);
    this.notices.close(key);
  }

  /** A copy that was taken up is saved now. */
  settle(taken) {
    if (!taken) return;
    this.kept.drop(taken.key);
    if (this.taken === taken) this.taken = undefined;
  }
}
