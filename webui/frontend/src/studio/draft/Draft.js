import { download } from './download';
import { Judging } from './Judging';

const PAUSE = 800;

/** The draft in the editor: what of it is saved, and how it becomes so without anything being lost. */
export class Draft {
  constructor({ modeler, conversation, notices, status, kept, say }) {
    Object.assign(this, { modeler, conversation, notices, status, kept, say, saved: '', time: '', isDirty: false, isSaving: false, timer: 0 });
    this.judging = new Judging({ modeler, conversation });
    modeler.on('commandStack.changed', () => this.touch());
    window.addEventListener('beforeunload', (event) => this.leave(event));
  }

  async open() {
    const answer = await this.conversation.diagram();
    if (!(await this.show(answer?.xml ?? ''))) return;
    this.conversation.edition = answer.edition; // the page may be older
    this.saved = await this.xml();
    this.tell();
    for (const [edition, copy] of this.kept.all()) this.offer(edition, copy);
    const judged = await this.judging.ask(answer.xml, true);
    if (judged?.said) this.notices.show('save', judged.said); // what keeps it from being saved
  }

  /** Draws a diagram, and says whether it could. */
  async show(xml) {
    const failed = await this.modeler.importXML(xml).then(() => undefined, (error) => error);
    if (!failed) return true;
    this.notices.show('open', this.say('The draft could not be opened. Load the page again.'));
    return false;
  }

  async xml() {
    const { xml } = await this.modeler.saveXML({ format: true });
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
    this.isDirty = xml !== this.saved;
    if (this.isDirty) this.kept.keep(this.conversation.edition, xml);
    else this.kept.drop(this.conversation.edition);
    this.tell();
    this.judging.ask(xml, !this.isDirty);
  }

  async save(edition = this.conversation.edition) {
    if (this.isSaving) return;
    this.flush();
    this.isSaving = true;
    this.tell();
    const [before, xml] = [this.conversation.edition, await this.xml()];
    const answer = await this.conversation.save(xml, edition);
    this.isSaving = false;
    if (answer.status === 200) this.settle(answer, xml, before);
    else if (answer.status === 409) this.dispute(answer);
    else this.notices.show('save', answer.said ?? this.say('The draft could not be saved now. Nothing is lost: it stays here; try again.'), [[this.say('Try again'), () => this.save()]]);
    this.tell();
  }

  settle({ saved, verdicts }, xml, before) {
    this.notices.close('save');
    this.kept.drop(before);
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
      [say('Download theirs (.bpmn)'), async () => download((await this.conversation.diagram())?.xml ?? '')],
      [say('Save mine over theirs'), () => this.save(dispute.edition)],
      [say('Back'), () => this.dispute(dispute)],
    ]);
  }

  /** What an earlier visit left unsaved. A copy of another edition cannot be taken up again, but is not lost. */
  offer(edition, { at, xml }) {
    const kind = `kept-${edition}`;
    const done = (act) => async () => {
      await act();
      this.notices.close(kind);
    };
    const time = new Date(at).toLocaleString(document.documentElement.lang, { dateStyle: 'medium', timeStyle: 'short' });
    const take = [this.say('Take it up'), done(() => this.take(xml))];
    const get = [this.say('Download it (.bpmn)'), () => download(xml)];
    const drop = [this.say('Discard it'), done(() => this.kept.drop(edition))];
    const isThis = edition === this.conversation.edition;
    const sentence = isThis ? 'This machine keeps work of {time} that was not saved.' : 'This machine keeps unsaved work of {time} on an older edition.';
    this.notices.show(kind, this.say(sentence, { time }), isThis ? [take, get, drop] : [get, drop]);
  }

  async take(xml) {
    await this.show(xml);
    this.touch();
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
