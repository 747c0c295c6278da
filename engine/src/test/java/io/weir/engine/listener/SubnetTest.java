package io.weir.engine.listener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SubnetTest {
  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/8, 10.255.0.1, true",
    "10.0.0.0/8, 11.0.0.1, false",
    "192.0.2.128/25, 192.0.2.129, true",
    "192.0.2.128/25, 192.0.2.127, false",
    "192.0.2.1, 192.0.2.1, true",
    "192.0.2.1, 192.0.2.2, false",
    "0.0.0.0/0, 192.0.2.2, true",
    "0.0.0.0/0, 2001:db8::1, false",
    "2001:db8::/32, 2001:db8:ffff::1, true",
    "2001:db8::/33, 2001:db8:8000::1, false",
    "::1, ::1, true",
    "10.0.0.0/8, ::ffff:10.0.0.1, true"
  })
  void containsWhatBeginsWithItsBits(String subnet, String address, boolean contained) {
    assertThat(Subnet.of(subnet).contains(InetAddress.ofLiteral(address))).isEqualTo(contained);
  }

  @ParameterizedTest
  @CsvSource({
    "proxy.example, is neither an address nor a subnet",
    "10.1/8, is neither an address nor a subnet",
    "fe80::1%lo, is neither an address nor a subnet",
    "10.0.0.0/, has no number of bits after the slash",
    "10.0.0.0/-1, has no number of bits after the slash",
    "10.0.0.0/33, has more than 32 bits after the slash",
    "::/129, has more than 128 bits after the slash",
    "10.0.0.1/8, has bits set behind the first 8",
  })
  void saysWhatIsWrong(String text, String problem) {
    assertThatIllegalArgumentException().isThrownBy(() -> Subnet.of(text)).withMessage(problem);
  }
}
