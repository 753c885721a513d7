/**
 * Has the drawing judged while somebody draws, by the one check, which is on the server.
 *
 * One question is under way at a time. What comes back for a drawing that has changed since is dropped;
 * no answer, or none in time, leaves what was said before, and says so.
 */
export class Judging {
  constructor({ modeler, conversation }) {
    Object.assign(this, { verdicts: modeler.get('verdicts'), conversation, drawing: 0, judged: undefined, wanted: undefined, isAsking: false });
  }

  /** The drawing is another one now. */
  turn() {
    this.drawing += 1;
    this.verdicts.tell('waiting');
  }

  /** Takes the verdicts that came with a save. */
  settle(verdicts, xml) {
    this.drawing += 1;
    this.take({ verdicts }, { xml, isSaved: true });
  }

  /** Asks for the verdicts on the drawing as it is now; the server's answer, if it was asked. */
  async ask(xml, isSaved) {
    this.wanted = { xml, isSaved, drawing: this.drawing };
    return this.isAsking ? undefined : this.goOn();
  }

  async goOn() {
    const { wanted } = this;
    this.wanted = undefined;
    if (wanted?.drawing !== this.drawing) return undefined;
    if (wanted.xml === this.judged) return this.verdicts.tell(kindOf(wanted));
    this.isAsking = true;
    const answer = await this.conversation.judge(wanted.xml);
    this.isAsking = false;
    if (wanted.drawing === this.drawing) this.take(answer, wanted);
    this.goOn();
    return answer;
  }

  take({ verdicts }, { xml, isSaved }) {
    if (!verdicts) return this.verdicts.tell('failed');
    this.judged = xml;
    return this.verdicts.show(verdicts, kindOf({ isSaved }));
  }
}

function kindOf({ isSaved }) {
  return isSaved ? 'saved' : 'drawn';
}
