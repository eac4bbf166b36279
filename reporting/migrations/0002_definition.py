from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("reporting", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name='reportform',
            name='position',
            field=models.PositiveSmallIntegerField(default=0, verbose_name='thứ tự'),
        ),
        migrations.AddField(
            model_name='reportform',
            name='set_by',
            field=models.CharField(blank=True, max_length=120, verbose_name='mẫu do đâu mà có'),
        ),
    ]
