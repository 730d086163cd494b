/** TLS: what a user states of it ({@code TlsOptions}, the API), and how it gets into a pipeline. */
@NullMarked
package dev.sirencast.transport.tls;

import org.jspecify.annotations.NullMarked;
