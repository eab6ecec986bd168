/** The answer that a client reads; calls `onEvent` with the number of events after each of them. */
export class Answer {
  content = '';
  reasoning = '';
  events = 0;

  constructor(onEvent = () => {}) {
    this.onEvent = onEvent;
  }

  addContent(text) {
    this.content += text;
    this.onEvent(++this.events);
  }

  addReasoning(text) {
    this.reasoning += text;
    this.onEvent(++this.events);
  }

  /** Adds an event of this library or of the limit. */
  add(event) {
    switch (event.type) {
      case 'content':
        this.addContent(event.text);
        break;
      case 'reasoning':
        this.addReasoning(event.text);
        break;
    }
  }
}

/** Counts the events and discards their text, so that any memory held is held by the client. */
export class CountingAnswer extends Answer {
  addContent() {
    this.events++;
  }

  addReasoning() {
    this.events++;
  }
}
