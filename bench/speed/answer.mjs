/** What a client makes of an answer; `onEvent` is told how many events there are, at each. */
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

  /** Takes an event as we and the limit make it. */
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

/** Throws the text away, so that what is held is held by the client. */
export class Count extends Answer {
  addContent() {
    this.events++;
  }

  addReasoning() {
    this.events++;
  }
}
