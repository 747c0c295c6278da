package io.weir.testing.socket;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes events or lines out of the chunks of a response (RFC 9112 section 7.1), and is strict: each
 * chunk is one of them, and nothing comes behind the last chunk. Thread: its owner's.
 */
final class ChunkParser implements FrameParser {
  private static final String BREAK = "\r\n";
  private static final int FINAL = 0x80;
  private static final Pattern SAID = Pattern.compile("\\{\"code\":(\\d+),\"message\":\"(.*)\"}");

  private final Function<String, WireFrame> content;
  private byte[] left = {};
  private boolean ended;

  /**
   * @param content makes a frame of the data of a chunk
   */
  ChunkParser(Function<String, WireFrame> content) {
    this.content = content;
  }

  @Override
  public List<WireFrame> feed(byte[] bytes) {
    int from = left.length;
    left = Arrays.copyOf(left, from + bytes.length);
    System.arraycopy(bytes, 0, left, from, bytes.length);
    ByteBuffer input = ByteBuffer.wrap(left);
    List<WireFrame> frames = new ArrayList<>();
    while (takeChunk(input, frames)) {}
    left = Arrays.copyOfRange(left, input.position(), left.length);
    return frames;
  }

  /** False: there is no complete one. */
  private boolean takeChunk(ByteBuffer input, List<WireFrame> into) {
    check(!ended || !input.hasRemaining(), "something came behind the last chunk");
    int begin = input.position();
    int lineEnd = begin;
    while (lineEnd + 1 < input.limit() && input.get(lineEnd) != '\r') {
      lineEnd++;
    }
    if (lineEnd + 1 >= input.limit()) {
      return false;
    }
    String size = text(input, begin, lineEnd + 2);
    check(size.matches("[0-9a-f]+\r\n"), "no size of a chunk: " + size);
    int length = Integer.parseInt(size.strip(), 16);
    int dataEnd = lineEnd + 2 + length;
    if (dataEnd + 2 > input.limit()) {
      return false;
    }
    check(text(input, dataEnd, dataEnd + 2).equals(BREAK), "a chunk is longer than its size");
    ended = length == 0;
    if (!ended) {
      into.add(content.apply(text(input, lineEnd + 2, dataEnd)));
    }
    input.position(dataEnd + 2);
    return true;
  }

  private static String text(ByteBuffer input, int from, int to) {
    return StandardCharsets.UTF_8.decode(input.slice(from, to - from)).toString();
  }

  /** An event as a browser sees it (HTML, section 9.2.6). */
  static WireFrame event(String block) {
    check(
        block.endsWith("\n\n") && block.indexOf("\n\n") == block.length() - 2, "events: " + block);
    String type = "";
    List<String> data = new ArrayList<>();
    String id = "";
    for (String line : block.split("\n", -1)) {
      int colon = line.indexOf(": ");
      switch (colon < 0 ? line : line.substring(0, colon)) {
        case "event" -> type = line.substring(colon + 2);
        case "data" -> data.add(line.substring(colon + 2));
        case "id" -> id = line.substring(colon + 2);
        case ":", "" -> {}
        default -> throw new IllegalStateException("no field of an event: " + line);
      }
    }
    if (data.isEmpty()) {
      return id.isEmpty() ? frame(WireFrame.PING, "") : text("{\"cursor\":\"" + id + "\"}");
    }
    String all = String.join("\n", data);
    return switch (type) {
      case "" -> text(all);
      case "close" -> close(all);
      default -> text("{\"" + type + "\":" + all + "}");
    };
  }

  static WireFrame line(String line) {
    check(line.indexOf('\n') == line.length() - 1 && line.indexOf('\r') < 0, "lines: " + line);
    String text = line.substring(0, line.length() - 1);
    if (text.isEmpty()) {
      return frame(WireFrame.PING, "");
    }
    String end = "{\"close\":";
    return text.startsWith(end)
        ? close(text.substring(end.length(), text.length() - 1))
        : text(text);
  }

  private static WireFrame close(String said) {
    Matcher parts = SAID.matcher(said);
    check(parts.matches(), "no reason: " + said);
    byte[] reason = parts.group(2).getBytes(StandardCharsets.UTF_8);
    ByteBuffer payload = ByteBuffer.allocate(2 + reason.length);
    payload.putShort((short) Integer.parseInt(parts.group(1))).put(reason);
    return new WireFrame(FINAL | WireFrame.CLOSE, false, payload.array());
  }

  private static WireFrame text(String text) {
    return frame(WireFrame.TEXT, text);
  }

  private static WireFrame frame(int opcode, String text) {
    return new WireFrame(FINAL | opcode, false, text.getBytes(StandardCharsets.UTF_8));
  }

  private static void check(boolean right, String wrong) {
    if (!right) {
      throw new IllegalStateException(wrong);
    }
  }
}
