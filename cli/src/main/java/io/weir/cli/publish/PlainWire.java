package io.weir.cli.publish;

import io.weir.cli.connection.Message;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Any WebSocket: a message is a record, text if it is UTF-8.
 *
 * @param acknowledges whether the URL asks a Weir for {@code ack=each}; it then answers in the
 *     order of the messages
 */
record PlainWire(boolean acknowledges) implements Wire {
  @Override
  public Optional<String> subprotocol() {
    return Optional.empty();
  }

  @Override
  public Message message(Entry entry) {
    return Utf8.decode(entry.value())
        .<Message>map(Message.Text::new)
        .orElseGet(() -> new Message.Binary(entry.value()));
  }

  @Override
  public Answer answer(Message message) {
    return switch (AnswerText.of(message)) {
      // An id in it is one that the server has found in the record.
      case Answer.Acknowledged acknowledged -> new Answer.Acknowledged(OptionalLong.empty());
      case Answer.Refused(var _, String code, String why) ->
          new Answer.Refused(OptionalLong.empty(), code, why);
      case Answer.Other other -> other;
    };
  }
}
