"""Many machines: visits made by the workers of a Dask cluster, their bundles gathered in one place."""
