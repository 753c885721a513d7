import { rowOf } from '../steps/step';

/** Numbers the rows anew in the order in which they follow each other, as the table does: one step of undo. */
export class Numbers {
  constructor({ modeler, draft, conversation, notices, say }) {
    Object.assign(this, { modeler, draft, conversation, notices, say });
  }

  async renew() {
    this.draft.flush();
    const xml = await this.draft.xml();
    const rows = xml && (await this.conversation.numbers(xml));
    if (!rows) return this.notices.show('numbers', this.say('The rows could not be numbered now. Nothing was changed; try again.'));
    this.notices.close('numbers');
    const registry = this.modeler.get('elementRegistry');
    const changed = Object.entries(rows).map(([id, row]) => [registry.get(id), row]);
    this.modeler.get('edits').number(changed.filter(([element, row]) => element && rowOf(element.businessObject) !== row));
  }
}
