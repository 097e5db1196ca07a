"""Daily life: activities that are limited, and tolerances."""
