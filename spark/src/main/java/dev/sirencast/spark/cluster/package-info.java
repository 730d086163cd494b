/** What calls Spark, and what Spark calls: on the driver, and on workers. */
@NullMarked
package dev.sirencast.spark.cluster;

import org.jspecify.annotations.NullMarked;
