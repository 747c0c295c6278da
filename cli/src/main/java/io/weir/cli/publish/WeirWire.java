package io.weir.cli.publish;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.cli.connection.Json;
import io.weir.cli.connection.Message;
import java.util.Base64;
import java.util.Optional;

/**
 * {@code weir.v1}: a message names the stream and has an id, by which it is answered. The value
 * goes as text, be it JSON or not, so that the record is the input's bytes and nothing else; what
 * is JSON, the stream decides.
 */
record WeirWire(String stream, Optional<String> key) implements Wire {
  private static final String SUBPROTOCOL = "weir.v1";

  @Override
  public Optional<String> subprotocol() {
    return Optional.of(SUBPROTOCOL);
  }

  @Override
  public Message message(Entry entry) {
    ObjectNode publish = Json.object().put("stream", stream);
    key.ifPresent(name -> publish.put("key", name));
    Utf8.decode(entry.value())
        .ifPresentOrElse(
            text -> publish.put("valueText", text),
            () -> publish.put("valueBase64", Base64.getEncoder().encodeToString(entry.value())));
    publish.put("id", entry.id());
    return new Message.Text(Json.object().set("publish", publish).toString());
  }

  @Override
  public Answer answer(Message message) {
    return AnswerText.of(message);
  }

  @Override
  public boolean acknowledges() {
    return true;
  }
}
