package io.orderlog.command.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.DBOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteOptions;

/** One opening of the database, with all that must be closed again. */
record RocksStore(
        RocksDB db,
        DBOptions options,
        ColumnFamilyOptions familyOptions,
        WriteOptions writeOptions,
        ColumnFamilyHandle states,
        ColumnFamilyHandle due,
        ColumnFamilyHandle meta)
        implements AutoCloseable {

    /** Twice as many as by default: filters make them cheap to look into, and whoever catches up with a log compacts half as often. */
    private static final int FILES_BEFORE_COMPACTION = 8;

    static RocksStore open(Path directory) {
        RocksDB.loadLibrary();
        DBOptions options = new DBOptions()
                .setCreateIfMissing(true)
                .setCreateMissingColumnFamilies(true)
                .setKeepLogFileNum(2)
                .setMaxTotalWalSize(256L << 20);
        // Most orders that are looked for on disk are new ones, which are neither in its files nor in its memory.
        ColumnFamilyOptions familyOptions = new ColumnFamilyOptions()
                .setTableFormatConfig(new BlockBasedTableConfig().setFilterPolicy(new BloomFilter()))
                .setLevel0FileNumCompactionTrigger(FILES_BEFORE_COMPACTION)
                .setMemtablePrefixBloomSizeRatio(0.05)
                .setMemtableWholeKeyFiltering(true);
        List<ColumnFamilyHandle> families = new ArrayList<>();
        try {
            Files.createDirectories(directory);
            RocksDB db = RocksDB.open(
                    options,
                    directory.toString(),
                    List.of(
                            new ColumnFamilyDescriptor(RocksDB.DEFAULT_COLUMN_FAMILY, familyOptions),
                            new ColumnFamilyDescriptor("due".getBytes(UTF_8)),
                            new ColumnFamilyDescriptor("meta".getBytes(UTF_8))),
                    families);
            return new RocksStore(db, options, familyOptions, new WriteOptions(), families.get(0), families.get(1), families.get(2));
        } catch (RocksDBException | IOException e) {
            familyOptions.close();
            options.close();
            throw new LogUnavailableException(
                    "The order states in %s can't be opened: %s. Another instance may be using them; if they are damaged, delete the directory."
                            .formatted(directory, e.getMessage()));
        }
    }

    @Override
    public void close() {
        states.close();
        due.close();
        meta.close();
        db.close();
        writeOptions.close();
        familyOptions.close();
        options.close();
    }
}
