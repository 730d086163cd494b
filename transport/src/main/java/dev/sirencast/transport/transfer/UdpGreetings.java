package dev.sirencast.transport.transfer;

import dev.sirencast.transport.net.Greeting;
import io.netty.buffer.ByteBuf;
import java.util.Optional;

/** The bodies of HELLO and HELLO_ACK: a greeting, and where a token is asked for its proof. */
final class UdpGreetings {
  private final Optional<TransferToken> token;

  UdpGreetings(Optional<TransferToken> token) {
    this.token = token;
  }

  void write(ByteBuf out, Greeting greeting, long session) {
    greeting.write(out);
    token.ifPresent(secret -> secret.writeProof(out, greeting, session));
  }

  /** Whether a body is that greeting, of somebody who knows the token if there is one. */
  boolean matches(ByteBuf in, Greeting greeting, long session) {
    if (token.isEmpty()) {
      return greeting.matches(in);
    }
    return in.readableBytes() == Greeting.BYTES + TransferToken.PROOF_BYTES
        && greeting.mismatch(in).isEmpty()
        && token
            .get()
            .isProof(
                in.slice(in.readerIndex() + Greeting.BYTES, TransferToken.PROOF_BYTES),
                greeting,
                session);
  }

  /** Whether strangers are told of: who has to know a token is no news without it. */
  boolean areOpen() {
    return token.isEmpty();
  }
}
