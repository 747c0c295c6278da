package io.weir.engine.listener;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.BindException;
import java.nio.channels.UnresolvedAddressException;
import org.junit.jupiter.api.Test;

class UnboundTest {

  @Test
  void knowsWhatTheSystemSays() {
    assertThat(Unbound.inWords(new BindException("Address already in use")))
        .isEqualTo("another process uses it");
    assertThat(
            Unbound.inWords(
                new IOException("bind(..) failed with error(-98): Address already in use")))
        .isEqualTo("another process uses it");
    assertThat(Unbound.inWords(new BindException("Cannot assign requested address")))
        .isEqualTo("it is not an address of this machine");
    assertThat(Unbound.inWords(new BindException("Permission denied")))
        .isEqualTo("the system does not permit it");
    assertThat(Unbound.inWords(new UnresolvedAddressException()))
        .isEqualTo("its host name is not known");
  }

  @Test
  void repeatsWhatItDoesNotKnow() {
    assertThat(Unbound.inWords(new IOException("no luck"))).isEqualTo("no luck");
  }
}
