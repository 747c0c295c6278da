# Weir in a container: docs/operations.md. First: mvn -Pdist -DskipTests package
FROM eclipse-temurin:25-jre AS installed
ADD target/weir-*.tar.gz /tmp/
RUN /tmp/weir-*/install /opt/weir

FROM eclipse-temurin:25-jre
COPY --from=installed /opt/weir /opt/weir
RUN mkdir -p /etc/weir /var/lib/weir && chown 10001:10001 /var/lib/weir
# Probes and Prometheus come from other machines. Kafka's data, if Kafka is the embedded one.
ENV PATH=$PATH:/opt/weir WEIR_ADMIN_ADDRESS=0.0.0.0:9081 WEIR_KAFKA_DATA=/var/lib/weir
# Where weir.yaml and .env are looked for.
WORKDIR /etc/weir
USER 10001:10001
EXPOSE 8080 9081
HEALTHCHECK --interval=30s --timeout=10s --start-period=30s CMD ["/opt/weir/weir", "health"]
ENTRYPOINT ["/opt/weir/weir"]
CMD ["start"]
