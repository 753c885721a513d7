import { download } from './download';
import { Judging } from './Judging';
import { Losses } from './Losses';
import { Offers } from './Offers';

const PAUSE = 800;

/** The draft in the editor: what of it is saved, and how it becomes so without anything being lost. */
export class Draft {
  constructor({ modeler, conversation, notices, status, kept, zone, say }) {
    Object.assign(this, { modeler, conversation, notices, status, kept, say, saved: '', time: '', isDirty: false, isKept: true, isSaving: false, timer: 0 });
    this.judging = new Judging({ modeler, conversation });
    this.losses = new Losses({ modeler, conversation, notices, say });
    this.offers = new Offers({ draft: this, kept, conversation, notices, zone, say });
    modeler.on('commandStack.changed', () => this.touch());
    window.addEventListener('beforeunload', (event) => this.leave(event));
  }

  async open() {
    const answer = await this.conversation.diagram();
    if (!answer) return this.notices.show('open', this.say('The draft does not come now. Load the page again.'));
    if (!(await this.show(answer.xml))) return undefined;
    this.conversation.edition = answer.edition; // the page may be older
    this.saved = await this.xml();
    this.tell();
    this.losses.look(answer.xml, this.saved);
    this.offers.open();
    const judged = await this.judging.ask(answer.xml, true);
    return judged?.said && this.notices.show('save', judged.said); // what keeps it from being saved
  }

  /** Draws a diagram, and says whether it could. */
  async show(xml) {
    const failed = await this.modeler.importXML(xml).then(() => undefined, (error) => error);
    if (!failed) return true;
    this.notices.show('open', this.say('This editor cannot read the file: {reason}. Edit it as a table, or download it and let another tool write it anew.', { reason: failed.message }));
    return false;
  }

  /** The drawing as a file; undefined if it cannot be written, which is said. */
  async xml() {
    const { xml } = await this.modeler.saveXML({ format: true }).catch(() => ({}));
    if (xml) this.notices.close('write');
    else this.notices.show('write', this.say('The drawing cannot be written as it is now, so it is not saved. Undo the last change, then save again.'));
    return xml;
  }

  /** Takes what is being typed, in the panel or on the drawing. */
  flush() {
    this.modeler.get('panel').flush();
    this.modeler.get('directEditing').complete();
  }

  touch() {
    this.isDirty = true;
    this.tell();
    this.judging.turn();
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.weigh(), PAUSE);
  }

  /** Whether anything differs from what is saved; undone changes do not. The difference is kept on this machine, and judged. */
  async weigh() {
    const xml = await this.xml();
    if (!xml) return;
    this.isDirty = xml !== this.saved;
    this.keep(xml);
    this.tell();
    this.judging.ask(xml, !this.isDirty);
  }

  keep(xml) {
    const before = this.isKept;
    const isElsewhere = !this.isDirty || xml === this.offers.taken?.xml;
    if (isElsewhere) this.kept.drop();
    this.isKept = isElsewhere || this.kept.keep(this.conversation.edition, xml);
    if (this.isKept) this.notices.close('room');
    else if (before) this.tellFull();
  }

  tellFull() {
    this.notices.show('room', this.say('This browser has no room left to keep what is not saved. Save soon.'));
  }

  /** Draws other work; what is unsaved here is put aside and offered, else nothing is done. Whether it was drawn. */
  async replace(xml) {
    this.flush();
    await this.weigh();
    if (!this.isKept) return this.tellFull();
    clearTimeout(this.timer);
    if (this.isDirty) {
      this.offers.offer(this.kept.mine ?? this.offers.taken);
      this.kept.turn();
    }
    const isDrawn = await this.show(xml);
    this.touch();
    return isDrawn;
  }

  async save(edition = this.conversation.edition) {
    if (this.isSaving || !this.saved) return; // nothing is drawn yet
    this.isSaving = true;
    this.tell();
    try {
      this.flush();
      await this.send(edition);
    } finally {
      this.isSaving = false;
      this.tell();
    }
  }

  async send(edition) {
    const { taken } = this.offers;
    const xml = await this.xml();
    if (!xml || !(await this.losses.allow())) return;
    const answer = await this.conversation.save(xml, edition);
    if (answer.status === 200) this.settle(answer, xml, taken);
    else if (answer.status === 409) this.dispute(answer);
    else this.notices.show('save', answer.said ?? this.say('The draft could not be saved now. Nothing is lost: it stays here; try again.'), [[this.say('Try again'), () => this.save()]]);
  }

  settle({ saved, verdicts }, xml, taken) {
    this.notices.close('save');
    this.kept.drop();
    this.offers.settle(taken);
    this.saved = xml;
    this.time = saved;
    this.judging.settle(verdicts, xml);
    this.tellUnread();
    this.weigh();
  }

  /** What was typed but could not be read was not saved with the rest. */
  tellUnread() {
    const [unread] = this.modeler.get('panel').unread();
    if (!unread) return this.notices.close('unread');
    const sentence = this.say('Saved, but for "{typed}", which is no time: the one that was set stays.', unread);
    return this.notices.show('unread', sentence, [[this.say('Show'), () => this.modeler.get('verdicts').point(unread.element)]]);
  }

  /** Somebody else saved meanwhile: both drafts are kept until this person chooses. */
  dispute({ said, edition, theirs }) {
    const { say } = this;
    this.notices.show('save', said, [
      [say('Open theirs in a new tab'), () => window.open(theirs, '_blank', 'noopener')],
      [say('Download mine (.bpmn)'), async () => download(await this.xml())],
      [say('Save mine over theirs'), () => this.confirm({ said, edition, theirs })],
    ]);
  }

  confirm(dispute) {
    const { say } = this;
    this.notices.show('save', say('Mine takes the place of what they saved. Download theirs first if it may still be needed.'), [
      [say('Download theirs (.bpmn)'), () => this.downloadSaved()],
      [say('Save mine over theirs'), () => this.save(dispute.edition)],
      [say('Back'), () => this.dispute(dispute)],
    ]);
  }

  async downloadSaved() {
    const answer = await this.conversation.diagram();
    if (!answer) return this.notices.show('fetch', this.say('What is saved does not come now. Try again.'));
    this.notices.close('fetch');
    return download(answer.xml);
  }

  leave(event) {
    this.flush();
    if (this.isDirty || this.modeler.get('panel').unread().length) event.preventDefault();
  }

  tell() {
    const sentence = this.isSaving ? 'Saving ...' : this.isDirty ? 'Not saved' : this.time ? 'Saved {time}' : 'No changes';
    const words = this.say(sentence, { time: this.time });
    if (this.status.textContent !== words) this.status.textContent = words;
    this.status.classList.toggle('soon', this.isDirty);
  }
}
