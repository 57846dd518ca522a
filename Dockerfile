# The program alone, in an image of some 150 MB: docker build -t variorum .
# docker run --rm -v "$PWD/examples:/examples:ro" variorum collate /examples/harbour-strike
FROM rust:1.95-slim AS build
RUN apt-get update && apt-get install -y --no-install-recommends gcc libc6-dev && rm -rf /var/lib/apt/lists/*
WORKDIR /variorum
COPY . .
RUN cargo build --locked --profile dist && cp target/dist/variorum /usr/local/bin/variorum

FROM debian:stable-slim
COPY --from=build /usr/local/bin/variorum /usr/local/bin/variorum
# It reads what it is given and needs no rights.
USER nobody
WORKDIR /data
ENTRYPOINT ["variorum"]
CMD ["--help"]
