package io.weir.engine.link.in;

import io.weir.engine.socket.Opener;
import io.weir.engine.stream.Header;
import java.nio.charset.StandardCharsets;

/** A header of every record of a session. */
public sealed interface HeaderRule {

  /** The header, once it is known who the peer is. */
  Header of(Opener opener);

  /** The same for every session, or taken from the handshake. */
  record Fixed(Header header) implements HeaderRule {
    @Override
    public Header of(Opener opener) {
      return header;
    }
  }

  /** From where the peer connected, as far as the listener can tell. */
  record Address(String name) implements HeaderRule {
    @Override
    public Header of(Opener opener) {
      return new Header(name, opener.address().getBytes(StandardCharsets.UTF_8));
    }
  }

  /** Who the peer is. */
  record Principal(String name) implements HeaderRule {
    @Override
    public Header of(Opener opener) {
      return new Header(name, opener.principal().name().getBytes(StandardCharsets.UTF_8));
    }
  }
}
