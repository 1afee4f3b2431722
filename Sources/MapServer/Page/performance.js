// How long a change takes until its figures and its land are on the screen, as the browser measures it.

/** Marks an answer whose request began at `askedAt`; the measure ends when the browser has painted. */
export function markAnswer(askedAt, isPreview) {
  requestAnimationFrame(() => {
    // The frame's own painting comes after its callbacks; a message is handled after that.
    const channel = new MessageChannel();
    channel.port1.onmessage = () => {
      performance.measure(isPreview ? "maillage-drag" : "maillage-change", { start: askedAt, end: performance.now() });
      channel.port1.close();
    };
    channel.port2.postMessage(null);
  });
}
