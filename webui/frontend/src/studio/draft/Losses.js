import { download } from './download';

const SHOWN = 8;

/**
 * What the draft's file says and this editor does not understand, such as a comment or another tool's
 * marks: writing the file leaves it out. It is told when the draft is opened, and nothing is saved
 * before somebody has agreed.
 */
export class Losses {
  constructor({ modeler, conversation, notices, say }) {
    Object.assign(this, { modeler, conversation, notices, say, lost: [], isKnown: true, read: '', written: '' });
  }

  /** Compares a file as it was read with how it would be written, unchanged. */
  async look(read, written) {
    Object.assign(this, { read, written, isKnown: read === written });
    if (!this.isKnown) await this.ask();
  }

  async ask() {
    const lost = await this.conversation.lost(this.written);
    this.isKnown = lost !== undefined;
    this.lost = lost ?? [];
    if (this.lost.length) this.tell();
  }

  /** Whether saving leaves nothing out, or that was agreed to. */
  async allow() {
    if (!this.isKnown) await this.ask();
    if (this.lost.length) this.tell();
    return this.isKnown && !this.lost.length;
  }

  tell() {
    const { say } = this;
    const verdicts = this.modeler.get('verdicts');
    const list = this.lost.slice(0, SHOWN).map(({ element, said }) => `${verdicts.where(element)}: ${said}`).join('; ');
    const more = this.lost.length - SHOWN;
    const whole = more > 0 ? say('{list}; and {more} more', { list, more }) : list;
    this.notices.show('lost', say('This editor does not understand all that the file says, and would leave out when saving: {list}. The table keeps most of it.', { list: whole }), [
      [say('Edit as a table'), () => document.querySelector('[data-table]').click()],
      [say('Download the file as it is (.bpmn)'), () => download(this.read)],
      [say('Leave it out'), () => this.agree()],
    ]);
  }

  agree() {
    this.lost = [];
    this.notices.close('lost');
  }
}
