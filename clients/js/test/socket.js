// A WebSocket that a test opens, fills and ends by hand.

/** Returns a class, and the sockets that were made of it. */
export function scripted() {
  const made = [];
  class Scripted {
    onopen = null;
    onmessage = null;
    onclose = null;

    constructor(url, protocols) {
      this.url = new URL(url);
      this.protocols = protocols;
      made.push(this);
    }

    open() {
      this.onopen?.();
    }

    send(...messages) {
      for (const message of messages) {
        const data = typeof message === "string" ? message : JSON.stringify(message);
        this.onmessage?.({ data });
      }
    }

    end(code, reason = "") {
      this.onclose?.({ code, reason });
    }

    close(code) {
      this.closedWith ??= code;
    }
  }
  return { WebSocket: Scripted, made };
}

/** Lets what waits for promises go on. */
export const turn = () => new Promise((resolve) => setImmediate(resolve));
