package io.weir.systemtests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What an operator can see and do at the admin address, with the credentials for it. */
@Timeout(120)
final class OperatorIT {
  private static final String SETTINGS =
      """
      listeners: [{name: public, address: "127.0.0.1:0"}]
      streams: {trucks: {}}
      access: {basic: {user: ann, password: correct}}
      admin: {access: {basic: {user: ops, password: horse}}}
      """;

  @TempDir private Path folder;

  @Test
  void seesWhoIsConnectedAndEndsASession() throws Exception {
    Files.writeString(folder.resolve("weir.yaml"), SETTINGS);
    try (WeirProcess weir = WeirProcess.serve(folder, "start", "-c", "weir.yaml");
        HttpClient client = HttpClient.newHttpClient()) {
      String query = "?username=ann&api_key=correct&key=truck-1";
      Subscriber subscriber = Subscriber.open(weir.listener("public"), "/streams/trucks" + query);
      try (Topic trucks = new Topic(weir.kafka(), "trucks")) {
        trucks.put("truck-1", "12345");
      }
      assertThat(subscriber.next()).isEqualTo("12345");
      URI sessions = URI.create("http://" + weir.admin() + "/api/v1/sessions");
      assertThat(ask(client, "GET", sessions, "ann:correct").statusCode()).isEqualTo(401);

      JsonNode page = new ObjectMapper().readTree(ask(client, "GET", sessions, "ops:horse").body());
      assertThat(page.path("total").asInt()).isEqualTo(1);
      JsonNode session = page.path("sessions").path(0);
      assertThat(session.path("who").asText()).isEqualTo("ann");
      assertThat(session.path("address").asText()).startsWith("127.0.0.1:");
      assertThat(session.path("listener").asText()).isEqualTo("public");
      assertThat(session.path("keys").toString()).isEqualTo("[\"truck-1\"]");
      assertThat(session.path("sent").toString()).isEqualTo("{\"records\":1,\"bytes\":7}");

      URI one = URI.create(sessions + "/" + session.path("id").asText());
      assertThat(ask(client, "DELETE", one, "ops:wrong").statusCode()).isEqualTo(401);
      assertThat(ask(client, "DELETE", one, "ops:horse").statusCode()).isEqualTo(204);
      assertThat(subscriber.close())
          .isEqualTo(new Subscriber.Close(4003, "an operator has closed this session"));
    }
  }

  private static HttpResponse<String> ask(HttpClient client, String method, URI uri, String pair)
      throws Exception {
    String basic = "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(UTF_8));
    HttpRequest request =
        HttpRequest.newBuilder(uri)
            .header("Authorization", basic)
            .method(method, BodyPublishers.noBody())
            .build();
    return client.send(request, BodyHandlers.ofString());
  }
}
