package io.weir.engine.link.in;

/**
 * The bodies of requests on one loop, of which nothing is written before they are complete: bounds
 * what they hold meanwhile. Apart from what is not acknowledged, so that whoever sends a body
 * slowly keeps nobody waiting but others who send bodies. Thread: the loop.
 */
final class Bodies {
  /** Of a node. */
  static final long TOTAL_BYTES = 32 << 20;

  private final long limitBytes;
  private long heldBytes;

  /**
   * @param limitBytes of all bodies together; a single one may pass it, or it could never come
   */
  Bodies(long limitBytes) {
    this.limitBytes = limitBytes;
  }

  /** For one more body. */
  Share share() {
    return new Share();
  }

  /** What one body holds. */
  final class Share {
    private long bytes;

    private Share() {}

    /** Whether there is room for so much more of it. */
    boolean add(long more) {
      if (heldBytes - bytes >= limitBytes) {
        return false;
      }
      bytes += more;
      heldBytes += more;
      return true;
    }

    /** It holds nothing any more. */
    void release() {
      heldBytes -= bytes;
      bytes = 0;
    }
  }
}
