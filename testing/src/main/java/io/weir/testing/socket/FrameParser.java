package io.weir.testing.socket;

import io.weir.engine.socket.Wire;
import java.util.List;

/** Takes frames out of what one end has sent, without the engine's code. Thread: its owner's. */
public interface FrameParser {

  /**
   * A parser of what a server sends on a wire. What is no WebSocket frame becomes one that means
   * the same: an event or a line text, a heartbeat a ping, the last word a close frame.
   */
  static FrameParser of(Wire wire) {
    return switch (wire) {
      case PLAIN -> new WireParser(false);
      case DEFLATED -> {
        WireParser parser = new WireParser(false);
        parser.allowCompressed();
        yield parser;
      }
      case EVENTS -> new ChunkParser(ChunkParser::event);
      case LINES -> new ChunkParser(ChunkParser::line);
    };
  }

  /** A parser of what a client sends, whose frames are masked. */
  static FrameParser ofClient(Wire wire) {
    WireParser parser = new WireParser(true);
    if (wire == Wire.DEFLATED) {
      parser.allowCompressed();
    }
    return parser;
  }

  /** Adds bytes and takes all frames that are complete. */
  List<WireFrame> feed(byte[] bytes);
}
