import SearchPad from 'diagram-js/lib/features/search-pad/SearchPad';

import { WITH_PAD } from '../inserting/InSight';

const EDGE = 24;

/** Finds elements as bpmn-js does, but the drawing stays where it was before the search, if it shows what was found. */
export default class Search extends SearchPad {
  static $inject = SearchPad.$inject;

  _select(node) {
    const before = this._cachedViewbox;
    super._select(node);
    this._canvas.viewbox(before);
    const { x, y } = this._canvas.viewbox();
    this._canvas.scrollToElement(this._selection.get(), EDGE);
    const now = this._canvas.viewbox();
    if (now.x !== x || now.y !== y) this._canvas.scrollToElement(this._selection.get(), WITH_PAD);
  }
}
